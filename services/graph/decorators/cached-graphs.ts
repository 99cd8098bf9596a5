import { invalidateAround } from '../../../platform/cache/invalidate-around.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { Relationship } from '../domain/relation.ts';
import type { GraphCounts, GraphStore, ViewerGraph } from '../ports.ts';
import { changesThrough, unchangedGraph } from './relation-changes.ts';

/** Lists of a viewer graph with more ids are not cached: other queries read less than the lists. */
const maxCachedIds = 2_000;

/** A viewer graph as it is cached. */
export interface CachedGraph {
  readonly version: number;
  /** Absent where they have too many ids. */
  readonly lists?: Pick<ViewerGraph, 'followingIds' | 'mutedIds' | 'blockedIds'>;
}

export interface GraphCaches {
  /** By user id. */
  readonly versions: Cache<number>;
  readonly graphs: Cache<CachedGraph>;
  readonly counts: Cache<GraphCounts>;
  /** By viewer and other person, see `pairOf`. */
  readonly relationships: Cache<Relationship>;
}

export interface CachedGraphsOptions extends GraphCaches {
  readonly store: GraphStore;
  readonly ttlMs: number;
  /** Receives failures of the cache. Reads then use the store. */
  readonly onError?: (error: unknown) => void;
}

const pairOf = (viewerId: string, userId: string) => `${viewerId}:${userId}`;

/**
 * Removes everything that is cached of one person and of the others with whom their relationship changes. Changes that do not
 * pass the decorated store call it before they commit.
 */
export function invalidateGraphs({ versions, graphs, counts, relationships }: GraphCaches) {
  return async (userId: string, otherIds: readonly string[]): Promise<void> => {
    const people = [userId, ...otherIds];
    const pairs = otherIds.flatMap((id) => [pairOf(userId, id), pairOf(id, userId)]);
    await Promise.all([
      ...[versions, graphs, counts].map((cache) => cache.invalidate(people)),
      pairs.length === 0 ? undefined : relationships.invalidate(pairs),
    ]);
  };
}

/**
 * The reads of a graph store through caches that all processes share. Blocks and mutes are answered from viewer graphs. A purge
 * must call `invalidateGraphs` for whoever loses an edge: only the store knows them.
 */
export function cachedGraphs(options: CachedGraphsOptions): GraphStore {
  const { store, versions, graphs, ttlMs, onError = () => {} } = options;
  const invalidate = invalidateGraphs(options);
  const keepVersion = (userId: string, version: number) => {
    versions.putIfAbsent(userId, version, ttlMs).catch(onError);
  };
  const through = <V>(cache: Cache<V>, load: (keys: string[]) => Promise<Map<string, V>>) =>
    readThrough<V>({ cache, load, ttlMs, onError });
  /** As `through`, of a read that has one value for each key, in their order. */
  const each = <V>(cache: Cache<V>, load: (keys: string[]) => Promise<V[]>) => {
    const read = through(cache, async (keys) => {
      const loaded = await load(keys);
      return new Map(keys.map((key, i) => [key, loaded[i]!]));
    });
    return async (keys: readonly string[]): Promise<V[]> =>
      keys.length === 0 ? [] : ((await read(keys)) as V[]);
  };
  const graphOf = through<CachedGraph>(graphs, async ([userId = '']) => {
    return new Map([[userId, cachedGraph(await store.viewerGraph(userId, 0))]]);
  });
  /** The cached value; undefined also when the cache fails. */
  const peek = async <V>(cache: Cache<V>, userId: string): Promise<V | undefined> => {
    const [value] = await cache.getMany([userId]).catch((error): undefined[] => {
      onError(error);
      return [];
    });
    return value;
  };

  return {
    ...store,
    ...changesThrough(store, (of, change) =>
      invalidateAround(() => invalidate(of.actorId, [of.targetId]), change),
    ),
    async viewerGraph(userId, knownVersion) {
      if (knownVersion !== 0) {
        const version = await peek(versions, userId);
        if (version === knownVersion) return unchangedGraph(version);
      }
      const cached = await peek(graphs, userId);
      if (cached?.version === knownVersion) {
        keepVersion(userId, knownVersion);
        return unchangedGraph(knownVersion);
      }
      if (cached?.lists) return { version: cached.version, unchanged: false, ...cached.lists };
      const graph = await store.viewerGraph(userId, knownVersion);
      keepVersion(userId, graph.version);
      if (!graph.unchanged) graphs.putIfAbsent(userId, cachedGraph(graph), ttlMs).catch(onError);
      return graph;
    },
    versions: each(versions, (userIds) => store.versions(userIds)),
    counts: each(options.counts, (userIds) => store.counts(userIds)),
    relationships(viewerId, userIds) {
      const read = each(options.relationships, (pairs) =>
        store.relationships(
          viewerId,
          pairs.map((pair) => pair.slice(viewerId.length + 1)),
        ),
      );
      return read(userIds.map((userId) => pairOf(viewerId, userId)));
    },
    async hiddenAmong(viewerId, userIds) {
      const [graph] = userIds.length === 0 ? [] : await graphOf([viewerId]);
      if (!graph?.lists) return store.hiddenAmong(viewerId, userIds);
      const asked = new Set(userIds);
      const among = (ids: readonly string[]) => ids.filter((id) => asked.has(id));
      return { blockedIds: among(graph.lists.blockedIds), mutedIds: among(graph.lists.mutedIds) };
    },
  };
}

function cachedGraph({ version, followingIds, mutedIds, blockedIds }: ViewerGraph): CachedGraph {
  const ids = followingIds.length + mutedIds.length + blockedIds.length;
  return ids > maxCachedIds ? { version } : { version, lists: { followingIds, mutedIds, blockedIds } };
}
