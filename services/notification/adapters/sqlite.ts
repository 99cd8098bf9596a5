import type { Clock } from '../../../platform/clock.ts';
import type { Migration } from '../../../platform/migrations.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { InboxRows, Row, RowChange, RowSweep } from '../ports.ts';

/** The expiry of a partition with a row that stays. */
const never = Number.MAX_SAFE_INTEGER;

/**
 * `inbox.expires_ms` is 0 for rows that stay. A partition is removed when its last row has expired, so rows need no index by
 * expiry: it would cost more than the rows. `inbox_newest` has one row.
 */
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
  {
    name: 'expiry of partitions',
    sql: `
      CREATE TABLE inbox_newest (id TEXT NOT NULL) STRICT;
      INSERT INTO inbox_newest (id)
        SELECT coalesce(substr(max(key), 3), '') FROM inbox WHERE key >= 'c|' AND key < 'c}';
      ALTER TABLE inbox_part ADD COLUMN expires_ms INTEGER NOT NULL DEFAULT ${never};
      UPDATE inbox_part SET expires_ms = coalesce((
        SELECT CASE WHEN min(expires_ms) > 0 THEN max(expires_ms) END FROM inbox WHERE inbox.part = inbox_part.part
      ), ${never});
      CREATE INDEX inbox_part_expiry ON inbox_part (expires_ms) WHERE expires_ms < ${never};
      DROP INDEX inbox_expiry;
      DROP INDEX inbox_change;
    `,
  },
];

/** The greatest id of a change, of all readers; empty before the first. */
export function newestChangeId(db: Database): string {
  return db.read((rows) => rows.get<{ id: string }>('SELECT id FROM inbox_newest'))!.id;
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
        if (!advance(tx, part, revision, partitionExpiry(changes))) return false;
        for (const { key, value, expiresMs = 0 } of changes) {
          if (value === undefined) tx.run('DELETE FROM inbox WHERE part = ? AND key = ?', part, key);
          else tx.run(PUT, part, key, value, expiresMs);
        }
        const newest = newestChange(changes);
        if (newest > '') tx.run('UPDATE inbox_newest SET id = ?1 WHERE id < ?1', newest);
        return true;
      }),
    drop: (part) =>
      db.write((tx) => {
        tx.run('DELETE FROM inbox WHERE part = ?', part);
        tx.run('DELETE FROM inbox_part WHERE part = ?', part);
      }),
    sweep: (limit) =>
      db.write((tx) => {
        const expired = tx.all<{ part: string }>(
          `SELECT part FROM inbox_part WHERE expires_ms < ${never} AND expires_ms <= ?
           ORDER BY expires_ms LIMIT ?`,
          clock.nowMs(),
          limit,
        );
        let removed = 0;
        for (const { part } of expired) {
          removed += tx.run(REMOVE_SOME, part, limit - removed).changes;
          if (removed === limit) break;
          tx.run('DELETE FROM inbox_part WHERE part = ?', part);
        }
        return removed;
      }),
  };
}

const PUT = `INSERT INTO inbox (part, key, value, expires_ms) VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET value = excluded.value, expires_ms = excluded.expires_ms`;
const REMOVE_SOME = `DELETE FROM inbox WHERE part = ?1
  AND key IN (SELECT key FROM inbox WHERE part = ?1 LIMIT ?2)`;

/** When a partition with these rows expires; 0 without rows. */
function partitionExpiry(changes: readonly RowChange[]): number {
  let expiresMs = 0;
  for (const change of changes)
    if (change.value !== undefined) expiresMs = Math.max(expiresMs, change.expiresMs ?? never);
  return expiresMs;
}

/** Empty without one. */
function newestChange(changes: readonly RowChange[]): string {
  let id = '';
  for (const { key } of changes) if (key.startsWith('c|') && key.slice(2) > id) id = key.slice(2);
  return id;
}

/** Makes the next revision, unless the revision is another one. */
function advance(tx: Statements, part: string, revision: number, expiresMs: number): boolean {
  // The indexed column rarely changes: once a day.
  const next =
    'UPDATE inbox_part SET revision = revision + 1 WHERE part = ? AND revision = ? AND expires_ms >= ?';
  if (revision > 0 && tx.run(next, part, revision, expiresMs).changes > 0) return true;
  if ((tx.get<{ revision: number }>(REVISION, part)?.revision ?? 0) !== revision) return false;
  tx.run(
    `INSERT INTO inbox_part (part, revision, expires_ms) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET revision = excluded.revision, expires_ms = excluded.expires_ms`,
    part,
    revision + 1,
    expiresMs || never,
  );
  return true;
}
