import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterStore } from './dead-letters.ts';

/** For the migrations of the database that holds the letters. */
export const deadLetterMigrations: readonly Migration[] = [
  {
    component: 'dead letters',
    name: 'dead letters',
    sql: `CREATE TABLE dead_letter (
    id TEXT PRIMARY KEY, consumer_group TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL,
    offset INTEGER NOT NULL, key TEXT NOT NULL, event_id TEXT NOT NULL, time_ms INTEGER NOT NULL,
    value BLOB NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL, failed_ms INTEGER NOT NULL
  ) STRICT`,
  },
  {
    component: 'dead letters',
    name: 'dead letters by time',
    sql: 'CREATE INDEX dead_letter_by_time ON dead_letter (failed_ms, id)',
  },
];

const behindNone = { failedMs: Number.MAX_SAFE_INTEGER, id: '' };

const COLUMNS = `id, consumer_group AS "group", topic, partition, offset, key, event_id AS eventId,
  time_ms AS timeMs, value, error, attempts, failed_ms AS failedMs`;

export function sqliteDeadLetters(db: Database): DeadLetterStore {
  return {
    async put(letter) {
      const { id, group, topic, partition, offset, key, eventId, timeMs } = letter;
      const { value, error, attempts, failedMs } = letter;
      const columns = [
        id,
        group,
        topic,
        partition,
        offset,
        key,
        eventId,
        timeMs,
        value,
        error,
        attempts,
        failedMs,
      ];
      await db.write((tx) =>
        tx.run('INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', ...columns),
      );
    },
    get: async (id) =>
      db.read((rows) => rows.get<DeadLetter>(`SELECT ${COLUMNS} FROM dead_letter WHERE id = ?`, id)),
    list: async ({ topic = '', group = '', after = behindNone, limit }) =>
      db.read((rows) =>
        rows.all<DeadLetter>(
          `SELECT ${COLUMNS} FROM dead_letter
           WHERE (failed_ms, id) < (?, ?) AND ? IN ('', topic) AND ? IN ('', consumer_group)
           ORDER BY failed_ms DESC, id DESC LIMIT ?`,
          after.failedMs,
          after.id,
          topic,
          group,
          limit,
        ),
      ),
    remove: (id) => db.write((tx) => tx.run('DELETE FROM dead_letter WHERE id = ?', id).changes === 1),
    count: async ({ topic = '', group = '' } = {}) =>
      db.read((rows) =>
        rows.get<{ n: number }>(
          `SELECT count(*) AS n FROM dead_letter WHERE ? IN ('', topic) AND ? IN ('', consumer_group)`,
          topic,
          group,
        ),
      )!.n,
  };
}
