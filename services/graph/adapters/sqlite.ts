import type { SqliteOutbox } from '../../../platform/events/outbox.ts';
import { committedMemory } from '../../../platform/sqlite/committed-memory.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import { versionBytes } from '../config.ts';
import type { GraphStore, RelationChange, ViewerGraph } from '../ports.ts';
import { sqliteChanges } from './sqlite/changes.ts';
import { forgetMade } from './sqlite/made-changes.ts';
import { purgeEdges } from './sqlite/purge.ts';
import {
  readBlocksBetween,
  readCounts,
  readFollowerCounts,
  readList,
  readRelationships,
  readViewerGraph,
} from './sqlite/reads.ts';
import { readSuggestions } from './sqlite/suggestions.ts';

/** The graph in one SQLite file, opened with `graphMigrations` and the outbox's own. */
export function sqliteGraphStore(db: Database, outbox: SqliteOutbox): GraphStore {
  const versions = committedMemory<number>(db, versionBytes);
  const changes = sqliteChanges(db, outbox);
  /** The versions of both may grow with this change. */
  const growing = ({ actorId, targetId }: RelationChange) => versions.changing(actorId, targetId);
  const remembering =
    <T>(change: (of: RelationChange) => T) =>
    (of: RelationChange): T => {
      growing(of);
      return change(of);
    };
  return {
    follow(of, maxFollowing) {
      growing(of);
      return changes.follow(of, maxFollowing);
    },
    unfollow: remembering(changes.unfollow),
    block: remembering(changes.block),
    unblock: remembering(changes.unblock),
    mute: remembering(changes.mute),
    unmute: remembering(changes.unmute),
    // Nearly every reader's graph is the one that was asked for last: then no statement runs.
    async viewerGraph(userId, knownVersion) {
      if (knownVersion !== 0 && versions.get(userId) === knownVersion) return unchanged(knownVersion);
      const moment = versions.moment();
      const graph = db.read((rows) => readViewerGraph(rows, userId, knownVersion));
      versions.keep(moment, userId, graph.version);
      return graph;
    },
    list: async (name, userId, afterId, limit) =>
      db.read((rows) => readList(rows, name, userId, afterId, limit)),
    counts: async (userId) => db.read((rows) => readCounts(rows, userId)),
    followerCounts: async (userIds) => db.read((rows) => readFollowerCounts(rows, userIds)),
    relationships: async (viewerId, userIds) => db.read((rows) => readRelationships(rows, viewerId, userIds)),
    blocksBetween: async (viewerId, userIds) => db.read((rows) => readBlocksBetween(rows, viewerId, userIds)),
    suggestions: async (query) => db.read((rows) => readSuggestions(rows, query)),
    purge(userId, limit) {
      versions.changingAll();
      return db.write((tx) => purgeEdges(tx, userId, limit));
    },
    forgetChanges: (timeMs, limit) => db.write((tx) => forgetMade(tx, timeMs, limit)),
  };
}

function unchanged(version: number): ViewerGraph {
  return { version, unchanged: true, followingIds: [], mutedIds: [], blockedIds: [] };
}
