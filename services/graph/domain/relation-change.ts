import { admitFollow, type Relationship } from './relation.ts';

/** The edges from one of two people to the other. */
export interface Edges {
  readonly follows: boolean;
  readonly blocks: boolean;
  readonly mutes: boolean;
}

/** The edges between the actor and the target. */
export interface Pair {
  readonly actor: Edges;
  readonly target: Edges;
}

export const edgeNames = ['follows', 'blocks', 'mutes'] as const;

export type EdgeName = (typeof edgeNames)[number];

/** Whether the edge is also in the target's lists. A block is: it changes what the blocked person may see. */
export const seenByTarget: Readonly<Record<EdgeName, boolean>> = {
  follows: false,
  blocks: true,
  mutes: false,
};

/** The result of a change of a pair. */
export interface RelationEffect extends Pair {
  /** Whether the target's version grows. The actor's always does. */
  readonly targetSees: boolean;
}

/** The rules below return undefined if the pair already has the result. */
export type RelationRule = (pair: Pair) => RelationEffect | undefined;

/** @throws DomainError as `admitFollow`; an existing edge is never refused */
export function followed(
  pair: Pair,
  limit: () => { followingCount: number; maxFollowing: number },
): RelationEffect | undefined {
  const { actor, target } = pair;
  if (actor.follows) return undefined;
  admitFollow({ blocked: actor.blocks || target.blocks, ...limit() });
  return effect(pair, 'follows', true);
}

export const unfollowed: RelationRule = (pair) =>
  pair.actor.follows ? effect(pair, 'follows', false) : undefined;

/** A block removes the follows of both directions. */
export const blocked: RelationRule = ({ actor, target }) =>
  actor.blocks
    ? undefined
    : effect({ actor: { ...actor, follows: false }, target: { ...target, follows: false } }, 'blocks', true);

export const unblocked: RelationRule = (pair) =>
  pair.actor.blocks ? effect(pair, 'blocks', false) : undefined;

export const muted: RelationRule = (pair) => (pair.actor.mutes ? undefined : effect(pair, 'mutes', true));

export const unmuted: RelationRule = (pair) => (pair.actor.mutes ? effect(pair, 'mutes', false) : undefined);

function effect({ actor, target }: Pair, name: EdgeName, exists: boolean): RelationEffect {
  return { actor: { ...actor, [name]: exists }, target, targetSees: seenByTarget[name] };
}

/** The relationship of the actor to the other person. */
export function relationshipOf(userId: string, { actor, target }: Pair): Relationship {
  return {
    userId,
    following: actor.follows,
    followedBy: target.follows,
    blocking: actor.blocks,
    blockedBy: target.blocks,
    muting: actor.mutes,
  };
}
