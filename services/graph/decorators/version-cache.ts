import { committedCache } from '../../../platform/sqlite/committed-cache.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { GraphStore } from '../ports.ts';
import { changesThrough, unchangedGraph } from './relation-changes.ts';

/**
 * Caches versions of viewer graphs, in the one process that writes the database. Nearly every reader has the current graph
 * already; then no statement runs.
 *
 * @param maxBytes the most memory of the cache
 */
export function versionCache(
  store: GraphStore,
  db: Pick<Database, 'onCommit'>,
  maxBytes: number,
): GraphStore {
  const versions = committedCache<number>(db, maxBytes);
  return {
    ...store,
    ...changesThrough(store, (of, change) => {
      versions.changing(of.actorId, of.targetId);
      return change();
    }),
    async viewerGraph(userId, knownVersion) {
      if (knownVersion !== 0 && versions.get(userId) === knownVersion) return unchangedGraph(knownVersion);
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
