import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { EventRecord } from './port.ts';

/** For the migrations of a service that has an outbox. */
export const outboxMigration: Migration = {
  component: 'outbox',
  name: 'outbox',
  sql: `CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, key TEXT NOT NULL,
    event_id TEXT NOT NULL, time_ms INTEGER NOT NULL, value BLOB NOT NULL
  ) STRICT`,
};

export interface OutboxRow extends EventRecord {
  /** Identifies the row; opaque outside its adapter. */
  position: number | string;
}

/** Events that are committed but not published. */
export interface Waiting {
  records: number;
  /** The time of the oldest; absent when none waits. */
  oldestTimeMs?: number;
}

/**
 * Events on their way out of a service, as its relay reads them. A row is added in the transaction of its change (each
 * adapter in its own way), so no change is without its event and no event without its change.
 *
 * `published` lists the rows that the relay has published since its start and not yet removed; they are not given
 * again.
 */
export interface Outbox {
  /**
   * Every writing process has an outbox and a relay of its own. Otherwise all processes share one outbox, which one
   * process relays.
   */
  readonly isOfProcess?: true;
  /**
   * Committed rows without the published ones, at most `limit`; empty when nothing waits. Rows of one key come in the
   * order of their changes. Rows of other keys may appear later behind ones already given.
   */
  next(limit: number, published: readonly OutboxRow[]): Promise<readonly OutboxRow[]>;
  /** Deletes published rows, so that a restart does not publish them again. */
  remove(rows: readonly OutboxRow[]): Promise<void>;
  waiting(published: readonly OutboxRow[]): Promise<Waiting>;
  /** Calls back after a commit of this process that may have added rows. Returns a function that unsubscribes. */
  onAppended(run: () => void): () => void;
}

export interface SqliteOutbox extends Outbox {
  /** Adds an event to the current write. */
  append(tx: Statements, event: EventRecord): void;
}

/** Needs `outboxMigration`. */
export function sqliteOutbox(db: Database): SqliteOutbox {
  let appended = false;
  // There is one writer, so commits are in the order of positions, and the published rows are a prefix.
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
      db.onCommit(() => {
        const announces = appended;
        appended = false;
        return () => {
          if (announces) run();
        };
      }),
  };
}
