import type { Migration } from '../migrations.ts';
import type { Postgres } from '../postgres/postgres.ts';
import type { Statements } from '../postgres/statements.ts';
import type { LeaseStore } from './port.ts';

/** For the migrations of the schema that holds the leases. `ends_ms` 0 is free. */
export const postgresLeaseMigration: Migration = {
  component: 'leases',
  name: 'leases',
  sql: `CREATE TABLE lease (
    kind text NOT NULL, slot integer NOT NULL, owner text NOT NULL, ends_ms bigint NOT NULL, mark bigint NOT NULL,
    PRIMARY KEY (kind, slot)
  )`,
};

const TIME = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
/** As of the start of the statement. */
const HIGHEST_MARK = '(SELECT coalesce(max(each.mark), 0) FROM lease AS each WHERE each.kind = $1)';

/**
 * Needs `postgresLeaseMigration`. Leases expire by the primary's clock, which all processes share; `nowMs` replaces it
 * in tests.
 */
export function postgresLeases(db: Postgres, nowMs?: () => number): LeaseStore {
  const timeIn = async (tx: Statements): Promise<number> => {
    if (nowMs) return nowMs();
    const row = await tx.get<{ now: number }>(`SELECT ${TIME} AS now`);
    return row!.now;
  };
  return {
    take: ({ kind, slots, owner, ttlMs, mark = 0 }) =>
      db.write(async (tx) => {
        // One taker of a kind at a time, because rows that do not exist yet cannot be locked.
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('lease ' || $1, 0))", kind);
        const now = await timeIn(tx);
        const free = await tx.get<{ slot: number; highestMark: number }>(
          `SELECT s.slot, ${HIGHEST_MARK} AS "highestMark" FROM generate_series(0, $2::integer - 1) AS s (slot)
           LEFT JOIN lease ON lease.kind = $1 AND lease.slot = s.slot
           WHERE lease.slot IS NULL OR lease.ends_ms <= $3
           ORDER BY coalesce(lease.ends_ms, 0), s.slot LIMIT 1`,
          kind,
          slots,
          now,
        );
        if (!free) return undefined;
        await tx.run(
          `INSERT INTO lease (kind, slot, owner, ends_ms, mark) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (kind, slot) DO UPDATE
           SET owner = excluded.owner, ends_ms = excluded.ends_ms, mark = greatest(lease.mark, excluded.mark)`,
          kind,
          free.slot,
          owner,
          now + ttlMs,
          mark,
        );
        return { kind, slot: free.slot, owner, highestMark: free.highestMark, nowMs: now };
      }),
    renew: ({ kind, slot, owner }, { ttlMs, mark = 0 }) =>
      db.write((tx) =>
        tx.get<{ highestMark: number; nowMs: number }>(
          `UPDATE lease SET ends_ms = coalesce($6, ${TIME}) + $4, mark = greatest(mark, $5)
           WHERE kind = $1 AND slot = $2 AND owner = $3 AND ends_ms > 0
           RETURNING greatest(mark, ${HIGHEST_MARK}) AS "highestMark", ends_ms - $4 AS "nowMs"`,
          kind,
          slot,
          owner,
          ttlMs,
          mark,
          nowMs?.() ?? null,
        ),
      ),
    async release({ kind, slot, owner }, { mark = 0 } = {}) {
      await db.write((tx) =>
        tx.run(
          `UPDATE lease SET ends_ms = 0, mark = greatest(mark, $4)
           WHERE kind = $1 AND slot = $2 AND owner = $3`,
          kind,
          slot,
          owner,
          mark,
        ),
      );
    },
  };
}
