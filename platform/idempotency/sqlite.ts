import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { ClaimStore } from './port.ts';

/** For the migrations of a service that writes. */
export const claimMigration: Migration = {
  component: 'claims',
  name: 'claims',
  sql: `
    CREATE TABLE claim (
      scope TEXT PRIMARY KEY, body_hash BLOB NOT NULL, ids TEXT NOT NULL,
      finished INTEGER NOT NULL DEFAULT 0, response BLOB, taken_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_taken ON claim (taken_ms)`,
};

const CLAIM_LIFE_MS = 24 * 3_600_000;

interface Row {
  bodyHash: Uint8Array;
  ids: string;
  finished: number;
  response: Uint8Array | null;
}

export function sqliteClaims(db: Database, clock: Clock, lifeMs = CLAIM_LIFE_MS): ClaimStore {
  return {
    take({ scope, bodyHash, ids }) {
      return db.write((tx) => {
        const nowMs = clock.nowMs();
        // An expired claim counts as deleted, swept or not.
        const row = tx.get<Row>(
          'SELECT body_hash AS bodyHash, ids, finished, response FROM claim WHERE scope = ? AND taken_ms > ?',
          scope,
          nowMs - lifeMs,
        );
        if (!row) {
          tx.run(
            'INSERT OR REPLACE INTO claim (scope, body_hash, ids, taken_ms) VALUES (?, ?, ?, ?)',
            scope,
            bodyHash,
            JSON.stringify(ids),
            nowMs,
          );
          return { repeated: false, bodyHash, ids, finished: false, response: undefined };
        }
        if (!row.finished) tx.run('UPDATE claim SET taken_ms = ? WHERE scope = ?', nowMs, scope);
        return {
          repeated: true,
          bodyHash: row.bodyHash,
          ids: JSON.parse(row.ids) as Record<string, string>,
          finished: row.finished === 1,
          response: row.response ?? undefined,
        };
      });
    },
    finish(scope, response) {
      return db.write((tx) => {
        const kept = tx.get<Row>('SELECT response, finished FROM claim WHERE scope = ?', scope);
        if (kept?.finished) return kept.response ?? undefined;
        tx.run(
          'UPDATE claim SET finished = 1, response = ?, taken_ms = ? WHERE scope = ?',
          response ?? null,
          clock.nowMs(),
          scope,
        );
        return response;
      });
    },
    sweep(limit) {
      return db.write((tx) => {
        const sql =
          'DELETE FROM claim WHERE scope IN (SELECT scope FROM claim WHERE taken_ms <= ? ORDER BY taken_ms LIMIT ?)';
        return tx.run(sql, clock.nowMs() - lifeMs, limit).changes;
      });
    },
  };
}
