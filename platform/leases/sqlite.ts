import type { Clock } from '../clock.ts';
import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { LeaseStore } from './port.ts';

/** For the migrations of the database that holds the leases. `ends_ms` 0 is free. */
export const leaseMigration: Migration = {
  component: 'leases',
  name: 'leases',
  sql: `CREATE TABLE lease (
    kind TEXT NOT NULL, slot INTEGER NOT NULL, owner TEXT NOT NULL, ends_ms INTEGER NOT NULL,
    mark INTEGER NOT NULL, PRIMARY KEY (kind, slot)
  ) STRICT, WITHOUT ROWID`,
};

/** One process takes leases here and shares the machine's clock, so answers carry no time. */
export function sqliteLeases(db: Database, clock: Clock): LeaseStore {
  const highestMark = (tx: Statements, kind: string): number =>
    tx.get<{ mark: number | null }>('SELECT max(mark) AS mark FROM lease WHERE kind = ?', kind)?.mark ?? 0;
  return {
    take({ kind, slots, owner, ttlMs, mark = 0 }) {
      return db.write((tx) => {
        const nowMs = clock.nowMs();
        const highest = highestMark(tx, kind);
        const slot = freeSlot(
          tx.all<Row>('SELECT slot, ends_ms AS endsMs FROM lease WHERE kind = ?', kind),
          slots,
          nowMs,
        );
        if (slot === undefined) return undefined;
        tx.run(
          `INSERT INTO lease (kind, slot, owner, ends_ms, mark) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT DO UPDATE SET owner = ?3, ends_ms = ?4, mark = max(mark, ?5)`,
          kind,
          slot,
          owner,
          nowMs + ttlMs,
          mark,
        );
        return { kind, slot, owner, highestMark: highest };
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
        return changes === 1 ? { highestMark: highestMark(tx, kind) } : undefined;
      });
    },
    async release({ kind, slot, owner }, { mark = 0 } = {}) {
      await db.write((tx) =>
        tx.run(
          'UPDATE lease SET ends_ms = 0, mark = max(mark, ?) WHERE kind = ? AND slot = ? AND owner = ?',
          mark,
          kind,
          slot,
          owner,
        ),
      );
    },
  };
}

interface Row {
  readonly slot: number;
  readonly endsMs: number;
}

function freeSlot(taken: readonly Row[], slots: number, nowMs: number): number | undefined {
  const endOf = new Map(taken.map(({ slot, endsMs }) => [slot, endsMs]));
  let found: Row | undefined;
  for (let slot = 0; slot < slots; slot++) {
    const endsMs = endOf.get(slot) ?? 0;
    if (endsMs <= nowMs && (found === undefined || endsMs < found.endsMs)) found = { slot, endsMs };
  }
  return found?.slot;
}
