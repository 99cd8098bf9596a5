import { isActive, isBlockBetween } from './expected/people.ts';
import { isVisible } from './expected/posts.ts';
import type { Person, Post } from './model/state.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

// Chooses users and objects of an operation: mostly ones with which it succeeds, often enough ones with which it fails.

export function people({ model }: World): Person[] {
  return [...model.people.values()];
}

export function activePeople(world: World): Person[] {
  return people(world).filter(({ active }) => active);
}

/** A user who can call: active and signed in. */
export function caller(world: World): Person {
  return world.random.pick(callers(world));
}

export function callers(world: World): Person[] {
  return people(world).filter(({ active, sessions }) => active && sessions.length > 0);
}

/** The viewer; sometimes anonymous. */
export function viewer(world: World): string | undefined {
  return world.random.chance(0.15) ? undefined : caller(world).id;
}

/** An id of nothing, well-formed or not. */
export function unknownId(random: Random): string {
  return random.pick([
    `10000000000000${10_000 + random.int(89_999)}`,
    'nobody',
    '0',
    '-1',
    "' OR 1=1",
    'ü',
    '9223372036854775807',
    '99999999999999999999',
  ]);
}

/** The relation of a user or post to the viewer: `gone` is deactivated, or a post by a deactivated user. */
export type Kind = 'seen' | 'gone' | 'blocked' | 'own' | 'deleted' | 'unknown';

const personKinds = { seen: 80, gone: 5, blocked: 7, own: 3, unknown: 3 } as const;
const postKinds = { seen: 80, gone: 5, blocked: 7, deleted: 6, unknown: 2 } as const;

/** A target user of the given kind, by default any; an unknown id if there is none. */
export function targetPerson(world: World, actorId: string, wantedKind?: Kind): string {
  const { model, random } = world;
  const kind = wantedKind ?? random.weighted(personKinds);
  if (kind === 'own') return actorId;
  if (kind === 'unknown' || kind === 'deleted') return unknownId(random);
  const others = people(world).filter(({ id }) => id !== actorId);
  const wanted = others.filter(({ id, active }) =>
    kind === 'seen' ? active : kind === 'gone' ? !active : isBlockBetween(model, actorId, id),
  );
  if (wanted.length === 0 && wantedKind !== undefined) return unknownId(random);
  return random.pick(wanted.length > 0 ? wanted : others).id;
}

/** A target post, as `targetPerson`. Undefined while no post is visible. */
export function targetPost(
  world: World,
  viewerId: string | undefined,
  wantedKind?: Kind,
): string | undefined {
  const { model, random } = world;
  const kind = wantedKind ?? random.weighted(postKinds);
  if (kind === 'unknown') return unknownId(random);
  const posts = [...model.posts.values()];
  const isWanted: Record<Exclude<Kind, 'unknown'>, (post: Post) => boolean> = {
    seen: ({ id }) => isVisible(model, id, viewerId),
    gone: ({ deleted, authorId }) => !deleted && !isActive(model, authorId),
    blocked: ({ deleted, authorId }) =>
      !deleted && viewerId !== undefined && isBlockBetween(model, viewerId, authorId),
    own: ({ deleted, authorId }) => !deleted && authorId === viewerId,
    deleted: ({ deleted }) => deleted,
  };
  const wanted = posts.filter(isWanted[kind]);
  if (wanted.length === 0 && wantedKind !== undefined && wantedKind !== 'seen') return unknownId(random);
  const any = wanted.length > 0 ? wanted : posts.filter(isWanted.seen);
  return any.length === 0 ? undefined : random.recent(any).id;
}

/** A page size to request; 0 means 20. */
export function pageSize(random: Random): number {
  return random.pick([0, 1, 2, 3, 5, 10, 20, 37, 100]);
}
