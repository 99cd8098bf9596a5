import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { LeaseStore } from './port.ts';

/** For the migrations of the database that holds the leases. `ends_ms` 0 is free. */
export const leaseMigration: Migration = {
  name: 'leases',
  sql: `CREATE TABLE lease (
    kind TEXT NOT NULL, slot INTEGER NOT NULL, owner TEXT NOT NULL, ends_ms INTEGER NOT NULL,
    mark INTEGER NOT NULL, PRIMARY KEY (kind, slot)
  ) STRICT, WITHOUT ROWID`,
};

export function sqliteLeases(db: Database, clock: Clock): LeaseStore {
  return {
    take({ kind, slots, owner, ttlMs, maxMark = Number.MAX_SAFE_INTEGER, mark = 0 }) {
      return db.write((tx) => {
        const nowMs = clock.nowMs();
        const taken = tx.all<{ slot: number; ends_ms: number; mark: number }>(
          'SELECT slot, ends_ms, mark FROM lease WHERE kind = ? AND slot < ? ORDER BY slot',
          kind,
          slots,
        );
        const bySlot = new Map(taken.map((row) => [row.slot, row]));
        for (let slot = 0; slot < slots; slot++) {
          const row = bySlot.get(slot);
          if (row && (row.ends_ms > nowMs || row.mark > maxMark)) continue;
          tx.run(
            `INSERT INTO lease (kind, slot, owner, ends_ms, mark) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET owner = ?3, ends_ms = ?4, mark = max(mark, ?5)`,
            kind,
            slot,
            owner,
            nowMs + ttlMs,
            mark,
          );
          return { kind, slot, owner, mark: row?.mark ?? 0 };
        }
        return undefined;
      });
    },
    renew({ kind, slot, owner }, { ttlMs, mark = 0 }) {
      return db.write((tx) => {
        const { changes } = tx.run(
          `UPDATE lease SET ends_ms = ?, mark = max(mark, ?)
           WHERE kind = ? AND slot = ? AND owner = ? AND ends_ms > 0`,
          clock.nowMs() + ttlMs,
          mark,
          kind,
          slot,
          owner,
        );
        return changes === 1;
      });
    },
    async release({ kind, slot, owner }, { mark } = {}) {
      await db.write((tx) =>
        tx.run(
          'UPDATE lease SET ends_ms = 0, mark = coalesce(?, mark) WHERE kind = ? AND slot = ? AND owner = ?',
          mark ?? null,
          kind,
          slot,
          owner,
        ),
      );
    },
  };
}
