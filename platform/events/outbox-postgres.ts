import type { Migration } from '../migrations.ts';
import type { Postgres } from '../postgres/postgres.ts';
import type { Statements } from '../postgres/statements.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import type { EventRecord } from './port.ts';

/** For the migrations of a service that has an outbox. */
export const postgresOutboxMigration: Migration = {
  component: 'outbox',
  name: 'outbox',
  sql: `CREATE TABLE outbox (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key text NOT NULL,
    event_id text NOT NULL, time_ms bigint NOT NULL, value bytea NOT NULL
  )`,
};

export interface PostgresOutbox extends Outbox {
  /**
   * Adds an event to a transaction. The transaction must hold a lock that every change of the event's key takes: rows
   * are numbered in another order than transactions commit in, so only the lock keeps the order of a key.
   */
  append(tx: Statements, event: EventRecord): Promise<void>;
}

/** Needs `postgresOutboxMigration`. */
export function postgresOutbox(db: Postgres): PostgresOutbox {
  const positionsOf = (rows: readonly OutboxRow[]) => rows.map(({ position }) => position);
  return {
    async append(tx, { topic, key, eventId, timeMs, value }) {
      await tx.run(
        'INSERT INTO outbox (topic, key, event_id, time_ms, value) VALUES ($1, $2, $3, $4, $5)',
        topic,
        key,
        eventId,
        timeMs,
        value,
      );
    },
    next: (limit, published) =>
      db.read((rows) =>
        rows.all<OutboxRow>(
          `SELECT position, topic, key, event_id AS "eventId", time_ms AS "timeMs", value
           FROM outbox WHERE position <> ALL ($1::bigint[]) ORDER BY position LIMIT $2`,
          positionsOf(published),
          limit,
        ),
      ),
    async remove(rows) {
      await db.write((tx) =>
        tx.run('DELETE FROM outbox WHERE position = ANY ($1::bigint[])', positionsOf(rows)),
      );
    },
    async waiting(published) {
      const row = await db.read((rows) =>
        rows.get<{ records: number; oldestTimeMs: number | null }>(
          `SELECT count(*) AS records, min(time_ms) AS "oldestTimeMs"
           FROM outbox WHERE position <> ALL ($1::bigint[])`,
          positionsOf(published),
        ),
      );
      if (row?.oldestTimeMs == null) return { records: 0 };
      return { records: row.records, oldestTimeMs: row.oldestTimeMs };
    },
    onAppended: db.afterCommit,
  };
}
