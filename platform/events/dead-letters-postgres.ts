import type { Migration } from '../migrations.ts';
import type { Postgres } from '../postgres/postgres.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterStore } from './dead-letters.ts';

/** For the migrations of the schema that holds the letters. Ids are compared byte by byte, in any locale. */
export const postgresDeadLetterMigration: Migration = {
  component: 'dead letters',
  name: 'dead letters',
  sql: `
    CREATE TABLE dead_letter (
      id text COLLATE "C" PRIMARY KEY, consumer_group text NOT NULL, topic text NOT NULL, partition int NOT NULL,
      "offset" bigint NOT NULL, key text NOT NULL, event_id text NOT NULL, time_ms bigint NOT NULL,
      value bytea NOT NULL, error text NOT NULL, attempts int NOT NULL, failed_ms bigint NOT NULL
    );
    CREATE INDEX dead_letter_by_time ON dead_letter (failed_ms, id)`,
};

const columns = `id, consumer_group AS "group", topic, partition, "offset", key, event_id AS "eventId",
  time_ms AS "timeMs", value, error, attempts, failed_ms AS "failedMs"`;
const behindNone = { failedMs: Number.MAX_SAFE_INTEGER, id: '' };

/** Needs `postgresDeadLetterMigration`. Any number of processes may share it. */
export function postgresDeadLetters(db: Postgres): DeadLetterStore {
  return {
    async put({ id, group, topic, partition, offset, key, eventId, timeMs, ...rest }) {
      const { value, error, attempts, failedMs } = rest;
      await db.write((tx) =>
        tx.run(
          `INSERT INTO dead_letter VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           ON CONFLICT (id) DO UPDATE SET partition = excluded.partition, "offset" = excluded."offset",
             key = excluded.key, time_ms = excluded.time_ms, value = excluded.value, error = excluded.error,
             attempts = excluded.attempts, failed_ms = excluded.failed_ms`,
          ...[id, group, topic, partition, offset, key, eventId, timeMs],
          ...[value, withoutNul(error), attempts, failedMs],
        ),
      );
    },
    get: (id) =>
      db.read((rows) => rows.get<DeadLetter>(`SELECT ${columns} FROM dead_letter WHERE id = $1`, id)),
    list: ({ topic = '', group = '', after = behindNone, limit }) =>
      db.read((rows) =>
        rows.all<DeadLetter>(
          `SELECT ${columns} FROM dead_letter
           WHERE (failed_ms, id) < ($1, $2) AND $3 IN ('', topic) AND $4 IN ('', consumer_group)
           ORDER BY failed_ms DESC, id DESC LIMIT $5`,
          after.failedMs,
          after.id,
          topic,
          group,
          limit,
        ),
      ),
    remove: async (id) => (await db.write((tx) => tx.run('DELETE FROM dead_letter WHERE id = $1', id))) === 1,
    async count({ topic = '', group = '' } = {}) {
      const counted = await db.read((rows) =>
        rows.get<{ n: number }>(
          `SELECT count(*) AS n FROM dead_letter WHERE $1 IN ('', topic) AND $2 IN ('', consumer_group)`,
          topic,
          group,
        ),
      );
      return counted!.n;
    },
  };
}

/** PostgreSQL stores every character but NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
