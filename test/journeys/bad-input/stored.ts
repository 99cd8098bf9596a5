import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { until } from '../../../platform/testing/until.ts';

/** `file.table` -> digest of its rows. */
export type Digest = ReadonlyMap<string, string>;

/** Everything stored in the databases of a data folder, read from outside. */
export interface Stored {
  digest(): Digest;
  /** Waits until every outbox is empty and every consumer has caught up. */
  quiet(): Promise<void>;
  close(): void;
}

/**
 * What calls do not change: the process renews its lease of a node id every few seconds, and records last_seen with a
 * delay. Nothing else is excluded. Sign-in limits are in memory.
 */
const clockDriven = new Set(['platform.db.lease', 'user.db.last_seen']);

/** Has no tables: a running process locks it, and with it the folder. */
const folderLock = 'lock.db';

/** Opens the files read-only through SQLite, so that their write-ahead logs are included. */
export function openStored(dataDir: string): Stored {
  const files = readdirSync(dataDir).filter((name) => name.endsWith('.db') && name !== folderLock);
  const open = files.map((name) => {
    const db = new DatabaseSync(join(dataDir, name), { readOnly: true });
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map((row) => String(row.name))
      .filter((table) => !clockDriven.has(`${name}.${table}`));
    return {
      name,
      db,
      version: db.prepare('PRAGMA data_version'),
      tables: tables.map((table) => {
        const rows = db.prepare(`SELECT * FROM "${table}"`);
        rows.setReadBigInts(true);
        return { name: `${name}.${table}`, table, rows };
      }),
      seen: { version: undefined as unknown, digest: [] as [string, string][] },
    };
  });
  const count = (file: string, sql: string) =>
    Number(
      open
        .find(({ name }) => name === file)!
        .db.prepare(sql)
        .get()!.n,
    );
  const withOutbox = open.filter(({ tables }) => tables.some(({ table }) => table === 'outbox'));
  const waiting = () =>
    withOutbox.some(({ name }) => count(name, 'SELECT count(*) AS n FROM outbox') > 0) ||
    count(
      'events.db',
      `SELECT count(*) AS n FROM place JOIN head USING (topic, partition)
       WHERE place.next_offset < head.next_offset`,
    ) > 0;
  return {
    digest() {
      const digests: [string, string][] = [];
      for (const { version, tables, seen } of open) {
        // SQLite's own counter: while it stays the same, nothing was committed to this file.
        const current = version.get()!.data_version;
        if (seen.version !== current) {
          seen.digest = tables.map(({ name, rows }) => [name, digestOf(rows.iterate())]);
          seen.version = current;
        }
        digests.push(...seen.digest);
      }
      return new Map(digests);
    },
    quiet: () => until('events delivered', () => !waiting()),
    close() {
      for (const { db } of open) db.close();
    },
  };
}

function digestOf(rows: Iterable<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  for (const row of rows) {
    hash.update(
      JSON.stringify(row, (_key, value) =>
        typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? [...value] : value,
      ),
    );
  }
  return hash.digest('hex');
}

/** The tables whose rows differ. */
export function changedTables(before: Digest, after: Digest): string[] {
  return [...after].filter(([table, digest]) => before.get(table) !== digest).map(([table]) => table);
}
