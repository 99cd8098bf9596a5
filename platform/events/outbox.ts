import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
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
  /** Names the row; only its adapter knows more of it. */
  position: number | string;
}

/** What is committed but not published. */
export interface Waiting {
  records: number;
  /** When the oldest of them happened; absent when none waits. */
  oldestTimeMs?: number;
}

/**
 * Events that leave a service, as its relay reads them: a row is added in the transaction of the change that it tells
 * of (how is the adapter's), so there is no change without its event and no event without its change.
 *
 * `published` is what the relay has published since it started and not yet removed; what it is not given again.
 */
export interface Outbox {
  /** Each process that writes has one of its own, and relays it itself. Else all share one, which one process relays. */
  readonly isOfProcess?: true;
  /**
   * Committed rows without the published ones, at most `limit`; none when nothing waits. Those of one key come in the
   * order of their changes; rows of other keys may show up later behind ones already given.
   */
  next(limit: number, published: readonly OutboxRow[]): Promise<readonly OutboxRow[]>;
  /** Lets go of published rows, so that a restart does not give them again. */
  remove(rows: readonly OutboxRow[]): Promise<void>;
  waiting(published: readonly OutboxRow[]): Promise<Waiting>;
  /** Calls back after a commit of this process that may have added rows. Answers: stop. */
  onAppended(run: () => void): () => void;
}

export interface SqliteOutbox extends Outbox {
  /** Adds an event to the write under way. */
  append(tx: Statements, event: EventRecord): void;
}

/** Over a database that has `outboxMigration`. */
export function sqliteOutbox(db: Database): SqliteOutbox {
  let appended = false;
  // There is one writer, so the order of the commits is that of the positions: what is published is a prefix.
  const last = (published: readonly OutboxRow[]) => published.at(-1)?.position ?? 0;
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
    next: async (limit, published) =>
      db.read((rows) =>
        rows.all<OutboxRow>(
          `SELECT position, topic, key, event_id AS eventId, time_ms AS timeMs, value
           FROM outbox WHERE position > ? ORDER BY position LIMIT ?`,
          last(published),
          limit,
        ),
      ),
    async remove(rows) {
      await db.write((tx) => tx.run('DELETE FROM outbox WHERE position <= ?', last(rows)));
    },
    async waiting(published) {
      const row = db.read((rows) =>
        rows.get<{ records: number; oldestTimeMs: number | null }>(
          'SELECT count(*) AS records, min(time_ms) AS oldestTimeMs FROM outbox WHERE position > ?',
          last(published),
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
