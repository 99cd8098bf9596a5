import type { Migration } from '../migrations.ts';
import type { Database } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { Delivery, EventRecord } from './port.ts';

/** `head` outlives trimmed records, so that offsets never restart. */
export const eventLogMigrations: readonly Migration[] = [
  {
    name: 'event log',
    sql: `
      CREATE TABLE head (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (topic, partition)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE record (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, key TEXT NOT NULL,
        event_id TEXT NOT NULL, time_ms INTEGER NOT NULL, published_ms INTEGER NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY (topic, partition, offset)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE place (
        topic TEXT NOT NULL, consumer_group TEXT NOT NULL, partition INTEGER NOT NULL,
        next_offset INTEGER NOT NULL, PRIMARY KEY (topic, consumer_group, partition)
      ) STRICT, WITHOUT ROWID`,
  },
];

export interface PartitionOffset {
  topic: string;
  group: string;
  partition: number;
  next: number;
}

const RECORD = 'topic, partition, offset, key, event_id AS eventId, time_ms AS timeMs, value';

/** FNV-1a over UTF-16 units. Any even distribution would do, but it must never change. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}

/** The number of partitions of a topic; 0 for an unknown one. */
export function partitionsOf(rows: Statements, topic: string): number {
  return rows.get<{ n: number }>('SELECT count(*) AS n FROM head WHERE topic = ?', topic)!.n;
}

/** Creates a topic's partitions unless it has some. Gives their number, which never changes. */
export function ensureTopic(tx: Statements, topic: string, partitions: number): number {
  const known = partitionsOf(tx, topic);
  if (known > 0) return known;
  for (let p = 0; p < partitions; p++) tx.run('INSERT INTO head (topic, partition) VALUES (?, ?)', topic, p);
  return partitions;
}

/** @returns the record with its place in the log */
export function appendRecord(
  tx: Statements,
  record: EventRecord,
  partition: number,
  nowMs: number,
): Delivery {
  const { topic, key, value, eventId, timeMs } = record;
  const head = tx.get<{ next: number }>(
    'UPDATE head SET next_offset = next_offset + 1 WHERE topic = ? AND partition = ? RETURNING next_offset AS next',
    topic,
    partition,
  );
  const offset = head!.next - 1;
  tx.run(
    `INSERT INTO record (topic, partition, offset, key, event_id, time_ms, published_ms, value)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    topic,
    partition,
    offset,
    key,
    eventId,
    timeMs,
    nowMs,
    value,
  );
  return { topic, key, value, eventId, timeMs, partition, offset };
}

export function readRecords(db: Database, topic: string, partition: number, from: number, limit: number) {
  return db.read((rows) =>
    rows.all<Delivery>(
      `SELECT ${RECORD} FROM record WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ?`,
      topic,
      partition,
      from,
      limit,
    ),
  );
}

/** The earliest time among the next 1,000 records; times need not rise with offsets. */
export function oldestTimeMs(
  db: Database,
  topic: string,
  partition: number,
  from: number,
): number | undefined {
  const row = db.read((rows) =>
    rows.get<{ oldest: number | null }>(
      `SELECT min(time_ms) AS oldest FROM
         (SELECT time_ms FROM record WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT 1000)`,
      topic,
      partition,
      from,
    ),
  );
  return row?.oldest ?? undefined;
}

export function endsOf(db: Database, topic: string): { partition: number; end: number }[] {
  const sql = 'SELECT partition, next_offset AS end FROM head WHERE topic = ? ORDER BY partition';
  return db.read((rows) => rows.all(sql, topic));
}

export function committedOffsets(db: Database, topic: string, group: string): PartitionOffset[] {
  const sql = `SELECT topic, consumer_group AS "group", partition, next_offset AS next
               FROM place WHERE topic = ? AND consumer_group = ?`;
  return db.read((rows) => rows.all<PartitionOffset>(sql, topic, group));
}

export function groupsIn(db: Database): Pick<PartitionOffset, 'topic' | 'group'>[] {
  return db.read((rows) => rows.all('SELECT DISTINCT topic, consumer_group AS "group" FROM place'));
}

export function commitOffset(tx: Statements, { topic, group, partition, next }: PartitionOffset): void {
  tx.run(
    `INSERT INTO place (topic, consumer_group, partition, next_offset) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)`,
    topic,
    group,
    partition,
    next,
  );
}

/**
 * Deletes up to `limit` records of one partition that every group has committed past and that were published before
 * `beforeMs`. Gives the number of deleted records.
 */
export function trimPartition(
  tx: Statements,
  {
    topic,
    partition,
    beforeMs,
    limit,
  }: { topic: string; partition: number; beforeMs: number; limit: number },
): number {
  return tx.run(
    // Only the oldest rows are examined: time rises with the offset, and a day's log is long.
    `DELETE FROM record WHERE topic = ?1 AND partition = ?2 AND offset IN (
       SELECT offset FROM (SELECT offset, published_ms FROM record
                           WHERE topic = ?1 AND partition = ?2 ORDER BY offset LIMIT ?4)
       WHERE published_ms < ?3
       AND offset < coalesce((SELECT min(next_offset) FROM place WHERE topic = ?1 AND partition = ?2), offset + 1))`,
    topic,
    partition,
    beforeMs,
    limit,
  ).changes;
}
