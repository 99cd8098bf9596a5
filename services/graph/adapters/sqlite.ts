import type { SqliteOutbox } from '../../../platform/events/outbox.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { GraphStore } from '../ports.ts';
import { forgetApplied } from './sqlite/applied-changes.ts';
import { sqliteChanges } from './sqlite/changes.ts';
import { followCountCheck } from './sqlite/count-check.ts';
import { purgeEdges } from './sqlite/purge.ts';
import {
  readCounts,
  readHiddenAmong,
  readList,
  readRelationships,
  readVersions,
  readViewerGraph,
} from './sqlite/reads.ts';
import { readSuggestions } from './sqlite/suggestions.ts';

/** The graph in one SQLite file with `graphMigrations` and the outbox's own. */
export function sqliteGraphStore(db: Database, outbox: SqliteOutbox): GraphStore {
  return {
    ...sqliteChanges(db, outbox),
    viewerGraph: async (userId, knownVersion) =>
      db.read((rows) => readViewerGraph(rows, userId, knownVersion)),
    versions: async (userIds) => db.read((rows) => readVersions(rows, userIds)),
    list: async (name, userId, afterId, limit) =>
      db.read((rows) => readList(rows, name, userId, afterId, limit)),
    counts: async (userIds) => db.read((rows) => readCounts(rows, userIds)),
    relationships: async (viewerId, userIds) => db.read((rows) => readRelationships(rows, viewerId, userIds)),
    hiddenAmong: async (viewerId, userIds) => db.read((rows) => readHiddenAmong(rows, viewerId, userIds)),
    suggestions: async (query) => db.read((rows) => readSuggestions(rows, query)),
    verifyCounts: followCountCheck(db),
    purge: (userId, limit) => db.write((tx) => purgeEdges(tx, userId, limit)),
    forgetChanges: (timeMs, limit) => db.write((tx) => forgetApplied(tx, timeMs, limit)),
  };
}
