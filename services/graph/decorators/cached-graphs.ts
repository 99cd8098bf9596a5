import { invalidateAround } from '../../../platform/cache/invalidate-around.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { GraphStore, ViewerGraph } from '../ports.ts';
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
  readonly versions: Cache<number>;
  readonly graphs: Cache<CachedGraph>;
}

export interface CachedGraphsOptions extends GraphCaches {
  readonly store: GraphStore;
  readonly ttlMs: number;
  /** Receives failures of the cache. Reads then use the store. */
  readonly onError?: (error: unknown) => void;
}

/** Removes everything that is cached of these people. Changes that do not pass the decorated store call it before they commit. */
export function invalidateGraphs({ versions, graphs }: GraphCaches) {
  return async (userIds: readonly string[]): Promise<void> => {
    await Promise.all([versions.invalidate(userIds), graphs.invalidate(userIds)]);
  };
}

/**
 * Versions of viewer graphs, and the graphs themselves, through caches that all processes share. Blocks and mutes are
 * answered from the graphs. A purge must call `invalidateGraphs` for whoever loses an edge: only the store knows them.
 */
export function cachedGraphs(options: CachedGraphsOptions): GraphStore {
  const { store, versions, graphs, ttlMs, onError = () => {} } = options;
  const invalidate = invalidateGraphs(options);
  const keepVersion = (userId: string, version: number) => {
    versions.putIfAbsent(userId, version, ttlMs).catch(onError);
  };
  const graphOf = readThrough<CachedGraph>({
    cache: graphs,
    ttlMs,
    onError,
    load: async (userIds) =>
      new Map(
        await Promise.all(
          userIds.map(async (id) => [id, cachedGraph(await store.viewerGraph(id, 0))] as const),
        ),
      ),
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
      invalidateAround(() => invalidate([of.actorId, of.targetId]), change),
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
