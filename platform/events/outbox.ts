import type { Database } from '../sqlite/database.ts';
import type { Migration } from '../sqlite/migrations.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { EventRecord } from './port.ts';

/** For the migrations of a service that has an outbox. */
export const outboxMigration: Migration = {
  name: 'outbox',
  sql: `CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, key TEXT NOT NULL,
    event_id TEXT NOT NULL, time_ms INTEGER NOT NULL, value BLOB NOT NULL
  ) STRICT`,
};

export interface OutboxRow extends EventRecord {
  /** Rises in the order of the writes. */
  position: number;
}

/**
 * Events that leave a service: a row is added in the transaction of the change that it tells of, so there is
 * no change without its event and no event without its change.
 */
export interface Outbox {
  /** Adds an event to the write under way. */
  append(tx: Statements, event: EventRecord): void;
  /** Committed rows above a position, lowest first. */
  after(position: number, limit: number): OutboxRow[];
  /** Lets go of everything up to a position. */
  removeUpTo(position: number): Promise<void>;
  /** Rows above a position, and when the oldest of them happened. */
  waiting(position: number): { records: number; oldestTimeMs?: number };
  /** Calls back after a commit that may have added rows. Answers: stop. */
  onAppended(run: () => void): () => void;
}

export function sqliteOutbox(db: Database): Outbox {
  let appended = false;
  return {
    append(tx, { topic, key, eventId, timeMs, value }) {
      tx.run(
        'INSERT INTO outbox (topic, key, event_id, time_ms, value) VALUES (?, ?, ?, ?, ?)',
        topic,
        key,
        eventId,
        timeMs,
        value,
      );
      appended = true;
    },
    after: (position, limit) =>
      db.read((rows) =>
        rows.all<OutboxRow>(
          `SELECT position, topic, key, event_id AS eventId, time_ms AS timeMs, value
           FROM outbox WHERE position > ? ORDER BY position LIMIT ?`,
          position,
          limit,
        ),
      ),
    removeUpTo: async (position) => {
      await db.write((tx) => tx.run('DELETE FROM outbox WHERE position <= ?', position));
    },
    waiting(position) {
      const row = db.read((rows) =>
        rows.get<{ records: number; oldestTimeMs: number | null }>(
          'SELECT count(*) AS records, min(time_ms) AS oldestTimeMs FROM outbox WHERE position > ?',
          position,
        ),
      );
      if (row?.oldestTimeMs == null) return { records: 0 };
      return { records: row.records, oldestTimeMs: row.oldestTimeMs };
    },
    onAppended: (run) =>
      db.afterCommit(() => {
        if (!appended) return;
        appended = false;
        run();
      }),
  };
}
