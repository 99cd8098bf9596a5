import { committedCache } from '../../../platform/sqlite/committed-cache.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { GraphStore, RelationChange, ViewerGraph } from '../ports.ts';

/**
 * Caches versions of viewer graphs, in the one process that writes the database. Nearly every reader has the current graph
 * already; then no statement runs.
 *
 * @param maxBytes the most memory of the cache
 */
export function versionCache(
  store: GraphStore,
  db: Pick<Database, 'afterCommit'>,
  maxBytes: number,
): GraphStore {
  const versions = committedCache<number>(db, maxBytes);
  /** A change may raise the versions of both people. */
  const changing =
    <Rest extends unknown[], Answer>(change: (of: RelationChange, ...rest: Rest) => Answer) =>
    (of: RelationChange, ...rest: Rest): Answer => {
      versions.changing(of.actorId, of.targetId);
      return change(of, ...rest);
    };
  return {
    ...store,
    follow: changing(store.follow),
    unfollow: changing(store.unfollow),
    block: changing(store.block),
    unblock: changing(store.unblock),
    mute: changing(store.mute),
    unmute: changing(store.unmute),
    async viewerGraph(userId, knownVersion) {
      if (knownVersion !== 0 && versions.get(userId) === knownVersion) return unchanged(knownVersion);
      const moment = versions.moment();
      const graph = await store.viewerGraph(userId, knownVersion);
      versions.keep(moment, userId, graph.version);
      return graph;
    },
    async versions(userIds) {
      const known = userIds.map((userId) => versions.get(userId));
      const unknown = userIds.filter((_, i) => known[i] === undefined);
      if (unknown.length === 0) return known as number[];
      const moment = versions.moment();
      // All of them: a batch is of one moment.
      const read = await store.versions(userIds);
      for (const [i, userId] of userIds.entries()) versions.keep(moment, userId, read[i]!);
      return read;
    },
    purge(userId, limit) {
      versions.changingAll();
      return store.purge(userId, limit);
    },
  };
}

function unchanged(version: number): ViewerGraph {
  return { version, unchanged: true, followingIds: [], mutedIds: [], blockedIds: [] };
}
