import type { Clock } from '../../../platform/clock.ts';
import type { Migration } from '../../../platform/migrations.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { InboxRows, Row, RowSweep } from '../ports.ts';

/** `expires_ms` is 0 for rows that stay. */
export const inboxMigrations: readonly Migration[] = [
  {
    name: 'inbox',
    sql: `
      CREATE TABLE inbox (
        part TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_ms INTEGER NOT NULL,
        PRIMARY KEY (part, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX inbox_expiry ON inbox (expires_ms) WHERE expires_ms > 0;
      CREATE INDEX inbox_change ON inbox (key) WHERE key >= 'c|' AND key < 'c}';
      CREATE TABLE inbox_part (part TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `,
  },
];

/** The greatest id of a change, of all readers; empty before the first. */
export function newestChangeId(db: Database): string {
  const sql = "SELECT max(key) AS key FROM inbox WHERE key >= 'c|' AND key < 'c}'";
  return db.read((rows) => rows.get<{ key: string | null }>(sql))?.key?.slice(2) ?? '';
}

const live = '(expires_ms = 0 OR expires_ms > ?)';

const REVISION = 'SELECT revision FROM inbox_part WHERE part = ?';

export function sqliteInboxRows(db: Database, clock: Pick<Clock, 'nowMs'>): InboxRows & RowSweep {
  return {
    revision: async (part) =>
      db.read((rows) => rows.get<{ revision: number }>(REVISION, part))?.revision ?? 0,
    revisions: async (parts) =>
      db.read((rows) => {
        const found = new Map<string, number>();
        for (const part of parts) {
          const row = rows.get<{ revision: number }>(REVISION, part);
          if (row) found.set(part, row.revision);
        }
        return found;
      }),
    get: async (part, keys) =>
      db.read((rows) => {
        const sql = `SELECT value FROM inbox WHERE part = ? AND key = ? AND ${live}`;
        const found = new Map<string, string>();
        for (const key of new Set(keys)) {
          const row = rows.get<{ value: string }>(sql, part, key, clock.nowMs());
          if (row) found.set(key, row.value);
        }
        return found;
      }),
    find: async (parts, key) =>
      db.read((rows) => {
        const sql = `SELECT value FROM inbox WHERE part = ? AND key = ? AND ${live}`;
        const found = new Map<string, string>();
        for (const part of parts) {
          const row = rows.get<{ value: string }>(sql, part, key, clock.nowMs());
          if (row) found.set(part, row.value);
        }
        return found;
      }),
    newest: async (part, { from, below, limit }) =>
      db.read((rows) =>
        rows
          .all<{ key: string; value: string }>(
            `SELECT key, value FROM inbox WHERE part = ? AND key >= ? AND key < ? AND ${live}
             ORDER BY key DESC LIMIT ?`,
            part,
            from,
            below,
            clock.nowMs(),
            limit,
          )
          .map(({ key, value }): Row => ({ key, value })),
      ),
    commit: (part, revision, changes) =>
      db.write((tx) => {
        const found = tx.get<{ revision: number }>(REVISION, part);
        if ((found?.revision ?? 0) !== revision) return false;
        tx.run(
          `INSERT INTO inbox_part (part, revision) VALUES (?, ?)
           ON CONFLICT DO UPDATE SET revision = excluded.revision`,
          part,
          revision + 1,
        );
        for (const { key, value, expiresMs = 0 } of changes) {
          if (value === undefined) tx.run('DELETE FROM inbox WHERE part = ? AND key = ?', part, key);
          else
            tx.run(
              `INSERT INTO inbox (part, key, value, expires_ms) VALUES (?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET value = excluded.value, expires_ms = excluded.expires_ms`,
              part,
              key,
              value,
              expiresMs,
            );
        }
        return true;
      }),
    drop: (part) =>
      db.write((tx) => {
        tx.run('DELETE FROM inbox WHERE part = ?', part);
        tx.run('DELETE FROM inbox_part WHERE part = ?', part);
      }),
    sweep: (limit) =>
      db.write((tx) => {
        const expired = tx.all<{ part: string; key: string }>(
          'SELECT part, key FROM inbox WHERE expires_ms > 0 AND expires_ms <= ? ORDER BY expires_ms LIMIT ?',
          clock.nowMs(),
          limit,
        );
        for (const { part, key } of expired)
          tx.run('DELETE FROM inbox WHERE part = ? AND key = ?', part, key);
        for (const part of new Set(expired.map((row) => row.part)))
          tx.run(
            'DELETE FROM inbox_part WHERE part = ?1 AND NOT EXISTS (SELECT 1 FROM inbox WHERE part = ?1)',
            part,
          );
        return expired.length;
      }),
  };
}
