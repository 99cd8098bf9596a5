import { admitFollow, type RelationKind, type Relationship } from '../domain/relation.ts';
import type { ListName, Suggestion, SuggestionBounds, ViewerGraph } from '../ports.ts';

/** The result of one operation of the model. */
type Outcome = { readonly changed: boolean; readonly relationship: Relationship };

/**
 * The contract of GraphStore in the plainest form: sets of pairs, with everything counted at each read. Tests compare stores
 * with it; no process serves from it.
 */
export function memoryGraph() {
  const edges = { follow: new Set<string>(), block: new Set<string>(), mute: new Set<string>() };
  const versions = new Map<string, number>();

  const key = (actorId: string, targetId: string) => `${actorId} ${targetId}`;
  const has = (table: keyof typeof edges, a: string, b: string) => edges[table].has(key(a, b));
  const pairs = (table: keyof typeof edges) => [...edges[table]].map((k) => k.split(' ') as [string, string]);
  const targets = (table: keyof typeof edges, id: string) =>
    pairs(table).flatMap(([actor, target]) => (actor === id ? [target] : []));
  const actors = (table: keyof typeof edges, id: string) =>
    pairs(table).flatMap(([actor, target]) => (target === id ? [actor] : []));
  const version = (id: string) => versions.get(id) ?? 1;
  const bump = (...ids: string[]) => {
    for (const id of ids) versions.set(id, version(id) + 1);
  };
  const blocked = (a: string, b: string) => has('block', a, b) || has('block', b, a);
  const blocks = (id: string) => [...new Set([...targets('block', id), ...actors('block', id)])].sort();

  const relationship = (viewerId: string, userId: string): Relationship => ({
    userId,
    following: has('follow', viewerId, userId),
    followedBy: has('follow', userId, viewerId),
    blocking: has('block', viewerId, userId),
    blockedBy: has('block', userId, viewerId),
    muting: has('mute', viewerId, userId),
  });

  const list = (name: ListName, id: string): string[] => {
    if (name === 'followers') return actors('follow', id).sort();
    return targets(({ following: 'follow', blocked: 'block', muted: 'mute' } as const)[name], id).sort();
  };

  const add = (table: keyof typeof edges, a: string, b: string, both: boolean): boolean => {
    if (has(table, a, b)) return false;
    edges[table].add(key(a, b));
    bump(...(both ? [a, b] : [a]));
    return true;
  };
  const remove = (table: keyof typeof edges, a: string, b: string, both: boolean): boolean => {
    if (!edges[table].delete(key(a, b))) return false;
    bump(...(both ? [a, b] : [a]));
    return true;
  };

  const apply = (kind: RelationKind, a: string, b: string, maxFollowing: number): boolean => {
    switch (kind) {
      case 'FOLLOWED':
        if (has('follow', a, b)) return false;
        admitFollow({ blocked: blocked(a, b), followingCount: targets('follow', a).length, maxFollowing });
        return add('follow', a, b, false);
      case 'UNFOLLOWED':
        return remove('follow', a, b, false);
      case 'BLOCKED':
        if (!add('block', a, b, true)) return false;
        edges.follow.delete(key(a, b));
        edges.follow.delete(key(b, a));
        return true;
      case 'UNBLOCKED':
        return remove('block', a, b, true);
      case 'MUTED':
        return add('mute', a, b, false);
      case 'UNMUTED':
        return remove('mute', a, b, false);
    }
  };

  return {
    list,
    relationship,
    blocked,
    change(kind: RelationKind, a: string, b: string, maxFollowing: number): Outcome {
      return { changed: apply(kind, a, b, maxFollowing), relationship: relationship(a, b) };
    },
    /** Removes all of a person's edges at once. The versions of others grow; the person's own starts again. */
    purge(id: string): void {
      for (const table of ['follow', 'block', 'mute'] as const) {
        for (const [actor, target] of pairs(table)) {
          if (actor !== id && target !== id) continue;
          edges[table].delete(key(actor, target));
          if (target === id) bump(actor);
          else if (table === 'block') bump(target);
        }
      }
      versions.delete(id);
    },
    counts: (id: string) => ({
      followerCount: actors('follow', id).length,
      followingCount: targets('follow', id).length,
    }),
    viewerGraph: (id: string): ViewerGraph => ({
      version: version(id),
      unchanged: false,
      followingIds: list('following', id),
      mutedIds: list('muted', id),
      blockedIds: blocks(id),
    }),
    suggestions(id: string, bounds: SuggestionBounds): Suggestion[] {
      const spent = { edges: 0 };
      const following = (of: string) => targets('follow', of).length;
      const sources = targets('follow', id)
        .filter((source) => following(source) > 0)
        .sort((a, b) => following(a) - following(b) || (a < b ? -1 : 1))
        .slice(0, bounds.maxSources)
        .filter((source) => {
          spent.edges += following(source);
          return spent.edges <= bounds.maxEdges;
        });
      const mutual = new Map<string, number>();
      for (const candidate of sources.flatMap((source) => targets('follow', source))) {
        mutual.set(candidate, (mutual.get(candidate) ?? 0) + 1);
      }
      const shown = ([userId]: [string, number]) =>
        userId !== id && !has('follow', id, userId) && !has('mute', id, userId) && !blocked(id, userId);
      return [...mutual]
        .filter(shown)
        .map(([userId, mutualCount]) => ({ userId, mutualCount }))
        .sort((a, b) => b.mutualCount - a.mutualCount || (a.userId < b.userId ? -1 : 1));
    },
  };
}

export type MemoryGraph = ReturnType<typeof memoryGraph>;
