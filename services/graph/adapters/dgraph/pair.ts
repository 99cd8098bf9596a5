import type { Ask } from '../../../../platform/dgraph/dgraph.ts';
import type { Edges } from '../../domain/relation-change.ts';
import type { RelationChange } from '../../ports.ts';
import type { Names } from './schema.ts';

/** One of two people, as of the transaction that changes their relationship. */
export interface Party extends Edges {
  /** Absent if the person is not stored yet. */
  readonly uid?: string;
  readonly version: number;
  /** The order of the person's last event; 0 before the first. */
  readonly lastEventOrder: number;
  readonly followingCount: number;
}

export interface Pair {
  readonly actor: Party;
  readonly target: Party;
  /** The record of the change, if it was made before. */
  readonly made?: { readonly uid: string; readonly at: number };
}

interface FoundParty {
  readonly uid: string;
  readonly version?: number;
  readonly lastEventOrder?: number;
  readonly following: number;
  readonly follows?: object[];
  readonly blocks?: object[];
  readonly mutes?: object[];
}

/** Reads only edges that start at one of the two, because a famous account has very many that end at it. */
export function pairQuery({
  id,
  version,
  lastEventOrder,
  follows,
  blocks,
  mutes,
  madeId,
  madeAt,
}: Names): string {
  const party = (
    other: string,
  ) => `uid version: ${version} lastEventOrder: ${lastEventOrder} following: count(${follows})
    follows: ${follows} @filter(uid(${other})) { uid }
    blocks: ${blocks} @filter(uid(${other})) { uid }
    mutes: ${mutes} @filter(uid(${other})) { uid }`;
  return `query pair($actor: string, $target: string, $event: string) {
    A as var(func: eq(${id}, $actor))
    T as var(func: eq(${id}, $target))
    actor(func: uid(A)) { ${party('T')} }
    target(func: uid(T)) { ${party('A')} }
    made(func: eq(${madeId}, $event)) { uid at: ${madeAt} }
  }`;
}

export async function readPair(ask: Ask, query: string, change: RelationChange): Promise<Pair> {
  const found = await ask<{ actor: FoundParty[]; target: FoundParty[]; made: { uid: string; at: number }[] }>(
    query,
    { $actor: change.actorId, $target: change.targetId, $event: change.mayRepeat ? change.eventId : '' },
  );
  const [made] = found.made;
  return { actor: partyOf(found.actor[0]), target: partyOf(found.target[0]), ...(made && { made }) };
}

function partyOf(found: FoundParty | undefined): Party {
  return {
    ...(found && { uid: found.uid }),
    version: found?.version ?? 1,
    lastEventOrder: found?.lastEventOrder ?? 0,
    followingCount: found?.following ?? 0,
    follows: (found?.follows?.length ?? 0) > 0,
    blocks: (found?.blocks?.length ?? 0) > 0,
    mutes: (found?.mutes?.length ?? 0) > 0,
  };
}
