import type { TimedClock } from '../clock.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { Delivery, EventBus, EventRecord } from './port.ts';
import { type RecentRecords, recentRecords } from './recent-records.ts';
import { consumerGroup, type Group } from './sqlite-group.ts';
import {
  appendRecord,
  commitOffset,
  committedOffsets,
  endsOf,
  ensureTopic,
  eventLogMigrations,
  groupsIn,
  oldestTimeMs,
  partitionOf,
  partitionsOf,
  readRecords,
} from './sqlite-log.ts';
import { sqliteOffsetCommitter } from './sqlite-offset-committer.ts';
import { retention } from './sqlite-retention.ts';

export interface SqliteBusOptions {
  /** Path of the log, usually events.db, which one process opens; or a function that opens it. */
  file: string | ((options: Pick<DatabaseOptions, 'migrations' | 'schedule'>) => Database);
  clock: TimedClock;
  /** For new topics; a topic keeps its number. Default 4. */
  partitions?: number;
  /** Records published within this time share a commit. Default 2. */
  gatherMs?: number;
  /** How often committed offsets are stored; a crash delivers the events since then again. Default 50. */
  keepEveryMs?: number;
  /** The pause before a failed batch is delivered again. Default 500. */
  redeliveryMs?: number;
  /** How long records stay after every group has processed them. Default 24. */
  retentionHours?: number;
  onError?: (error: unknown) => void;
}

export interface SqliteBus extends EventBus {
  /** Deletes records past their retention; also runs every ten minutes. Gives the number of deleted records. */
  trim(): Promise<number>;
}

/** The memory for the newest records of a partition: some hundred kilobytes. */
const recentPerPartition = 200;

/** The embedded event log: an append-only table, with wake-ups within the process. */
export function sqliteBus(options: SqliteBusOptions): SqliteBus {
  const {
    file,
    clock,
    partitions = 4,
    gatherMs = 2,
    keepEveryMs = 50,
    redeliveryMs = 500,
    onError,
  } = options;
  // Plain timers: they only batch disk writes, and must run even when nothing else keeps the process alive.
  const schedule = { begun: (commit: () => void) => void setTimeout(commit, gatherMs) };
  const open =
    typeof file === 'string'
      ? (rest: object) => openDatabase({ file, migrations: eventLogMigrations, ...rest })
      : file;
  const db = open({ migrations: eventLogMigrations, schedule });
  /** The partitions of topics that are known to be in the database. */
  const sizes = new Map<string, number>();
  const groups = new Map<string, Map<string, Group>>();
  let closed = false;

  const sizeIn = (tx: Statements, topic: string) => sizes.get(topic) ?? ensureTopic(tx, topic, partitions);
  /** Writes nothing when everything exists, so a process that starts on a full disk can still read. */
  const ready = async (topic: string): Promise<number> => {
    const size =
      sizes.get(topic) ??
      (db.read((rows) => partitionsOf(rows, topic)) || (await db.write((tx) => sizeIn(tx, topic))));
    sizes.set(topic, size);
    return size;
  };

  const recent = new Map<string, RecentRecords>();
  const recentOf = (topic: string, partition: number): RecentRecords => {
    const at = `${topic} ${partition}`;
    const known = recent.get(at) ?? recentRecords(recentPerPartition);
    recent.set(at, known);
    return known;
  };

  const keep = sqliteOffsetCommitter(db, keepEveryMs);

  const groupOf = async (topic: string, name: string, tail: boolean): Promise<Group> => {
    const size = await ready(topic);
    const ofTopic = groups.get(topic) ?? new Map<string, Group>();
    groups.set(topic, ofTopic);
    const existing = ofTopic.get(name);
    if (existing) return existing;
    const offsets = new Array<number>(size).fill(0);
    const kept = tail ? [] : committedOffsets(db, topic, name);
    if (tail) for (const { partition, end } of endsOf(db, topic)) offsets[partition] = end;
    else for (const { partition, next } of kept) offsets[partition] = next;
    const group = consumerGroup({
      offsets,
      timers: clock,
      redeliveryMs,
      read: (partition, from, limit) =>
        recentOf(topic, partition).read(from, limit) ?? readRecords(db, topic, partition, from, limit),
      keep: tail ? async () => {} : (partition, next) => keep.add({ topic, group: name, partition, next }),
    });
    ofTopic.set(name, group);
    if (tail || kept.length === size) return group;
    // From now on retention waits for this group.
    await db.write((tx) => {
      for (const [partition, next] of offsets.entries())
        commitOffset(tx, { topic, group: name, partition, next });
    });
    return group;
  };

  const trims = retention({ db, clock, retentionMs: (options.retentionHours ?? 24) * 3_600_000, onError });
  const assertOpen = () => {
    if (closed) throw new Error('the event bus is closed');
  };

  return {
    async publish(records: readonly EventRecord[]) {
      assertOpen();
      const appended: Delivery[] = [];
      const found = new Map<string, number>();
      // No await before the write, so sequential calls are written in their order.
      await db.write((tx) => {
        const nowMs = clock.nowMs();
        for (const record of records) {
          const { topic, key } = record;
          const size = found.get(topic) ?? sizeIn(tx, topic);
          found.set(topic, size);
          appended.push(appendRecord(tx, record, partitionOf(key, size), nowMs));
        }
      });
      for (const record of appended) recentOf(record.topic, record.partition).add(record);
      for (const [topic, size] of found) sizes.set(topic, size);
      for (const [topic, records] of Map.groupBy(appended, ({ topic }) => topic)) {
        const partitions = new Set(records.map(({ partition }) => partition));
        for (const group of groups.get(topic)?.values() ?? []) group.wake(partitions);
      }
    },
    async subscribe(subscription) {
      assertOpen();
      const { topic, group: name, tail = false } = subscription;
      const group = await groupOf(topic, name, tail);
      const membership = group.join(subscription);
      return {
        offsets: membership.offsets,
        async stop() {
          await membership.stop();
          // A tail has no stored offset: the next one starts at the end again.
          if (tail && group.size() === 0) groups.get(topic)?.delete(name);
        },
      };
    },
    async groups() {
      assertOpen();
      return groupsIn(db);
    },
    async lag(topic, group) {
      await ready(topic);
      const stored = committedOffsets(db, topic, group);
      const live = groups.get(topic)?.get(group)?.committed();
      return endsOf(db, topic).map(({ partition, end }) => {
        const committed = live?.[partition] ?? stored.find((each) => each.partition === partition)?.next ?? 0;
        const oldest = end > committed ? oldestTimeMs(db, topic, partition, committed) : undefined;
        return { partition, committed, end, records: end - committed, oldestTimeMs: oldest };
      });
    },
    trim: trims.trim,
    async close() {
      if (closed) return;
      closed = true;
      await trims.stop();
      for (const ofTopic of groups.values()) for (const group of ofTopic.values()) await group.stop();
      // Offsets that cannot be stored are delivered again.
      const kept = keep.now().catch((error) => onError?.(error));
      await db.close();
      await kept;
    },
  };
}
