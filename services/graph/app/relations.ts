import type { Relationship } from '../domain/relation.ts';
import type { GraphCounts, ViewerGraph } from '../ports.ts';
import type { AppContext } from './context.ts';
import { requirePerson } from './people.ts';

/** The relationships of the viewer to many people. */
export function relationships({ store }: AppContext) {
  return (viewerId: string, userIds: readonly string[]): Promise<Relationship[]> =>
    store.relationships(viewerId, userIds);
}

export function countsOf({ store, users }: AppContext) {
  /** @throws DomainError USER_NOT_FOUND */
  return async (userId: string): Promise<GraphCounts> => {
    const [people, [counts]] = await Promise.all([users.cards([userId]), store.counts([userId])]);
    requirePerson(people, userId);
    return counts!;
  };
}

/** Reads for other services. They include deactivated accounts; each service checks who is active. */
export function viewerGraph({ store }: AppContext) {
  return (userId: string, knownVersion: number): Promise<ViewerGraph> =>
    store.viewerGraph(userId, knownVersion);
}

export function graphVersions({ store }: AppContext) {
  return (userIds: readonly string[]): Promise<number[]> => store.versions(userIds);
}

export function followerIds({ store }: AppContext) {
  return (userId: string, afterId: string, limit: number): Promise<string[]> =>
    store.list('followers', userId, afterId, limit);
}

export function followerCounts({ store }: AppContext) {
  /** By user id. People without followers are absent. */
  return async (userIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const counts = await store.counts(userIds);
    const found = userIds.map((id, i) => [id, counts[i]!.followerCount] as const);
    return new Map(found.filter(([, count]) => count > 0));
  };
}

export function blocksAndMutes({ store }: AppContext) {
  /** The ids of people who block, or are blocked by, the viewer and, with mutes, those that the viewer mutes. */
  return async (
    viewerId: string,
    userIds: readonly string[],
    { withMutes }: { withMutes: boolean },
  ): Promise<{ blockedIds: string[]; mutedIds: string[] }> => {
    const { blockedIds, mutedIds } = await store.hiddenAmong(viewerId, userIds);
    return { blockedIds: [...blockedIds], mutedIds: withMutes ? [...mutedIds] : [] };
  };
}
