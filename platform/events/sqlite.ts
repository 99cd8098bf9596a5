import type { TimedClock } from '../clock.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../sqlite/database.ts';
import type { Statements } from '../sqlite/statements.ts';
import type { EventBus, EventRecord } from './port.ts';
import { consumerGroup, type Group } from './sqlite-group.ts';
import {
  appendRecord,
  endsOf,
  ensureTopic,
  eventLogMigrations,
  groupsIn,
  keepPlace,
  oldestTimeMs,
  partitionOf,
  partitionsOf,
  placesOf,
  readRecords,
} from './sqlite-log.ts';
import { gatherPlaces } from './sqlite-places.ts';
import { trimming } from './sqlite-trim.ts';

export interface SqliteBusOptions {
  /** Path of the log, usually events.db, which one process opens; or what opens it. */
  file: string | ((options: Pick<DatabaseOptions, 'migrations' | 'schedule'>) => Database);
  clock: TimedClock;
  /** For topics that do not exist yet; a topic keeps what it was made with. Default 4. */
  partitions?: number;
  /** What is published within this time shares a commit. Default 2. */
  gatherMs?: number;
  /** Committed offsets are kept at this pace: what a crash makes come again. Default 50. */
  keepEveryMs?: number;
  /** The pause before a batch that failed comes again. Default 500. */
  redeliveryMs?: number;
  /** How long records stay that every group has done. Default 24. */
  retentionHours?: number;
  onError?: (error: unknown) => void;
}

export interface SqliteBus extends EventBus {
  /** Deletes what is past its retention; by itself it does so every ten minutes. Answers how many. */
  trim(): Promise<number>;
}

/** The embedded event log: an append-only table, wake-ups within the process. */
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
  // Plain timers: they only gather work for a disk, and must run out even when nothing else is alive.
  const schedule = (commit: () => void) => setTimeout(commit, gatherMs);
  const open =
    typeof file === 'string'
      ? (rest: object) => openDatabase({ file, migrations: eventLogMigrations, ...rest })
      : file;
  const db = open({ migrations: eventLogMigrations, schedule });
  /** Partitions of the topics that are surely in the database. */
  const sizes = new Map<string, number>();
  const groups = new Map<string, Map<string, Group>>();
  let closed = false;

  const sizeIn = (tx: Statements, topic: string) => sizes.get(topic) ?? ensureTopic(tx, topic, partitions);
  /** Nothing is written where all is there: who starts on a full disk reads all the same. */
  const ready = async (topic: string): Promise<number> => {
    const size =
      sizes.get(topic) ??
      (db.read((rows) => partitionsOf(rows, topic)) || (await db.write((tx) => sizeIn(tx, topic))));
    sizes.set(topic, size);
    return size;
  };

  const keep = gatherPlaces(db, keepEveryMs);

  const groupOf = async (topic: string, name: string, tail: boolean): Promise<Group> => {
    const size = await ready(topic);
    const ofTopic = groups.get(topic) ?? new Map<string, Group>();
    groups.set(topic, ofTopic);
    const existing = ofTopic.get(name);
    if (existing) return existing;
    const places = new Array<number>(size).fill(0);
    const kept = tail ? [] : placesOf(db, topic, name);
    if (tail) for (const { partition, end } of endsOf(db, topic)) places[partition] = end;
    else for (const { partition, next } of kept) places[partition] = next;
    const group = consumerGroup({
      places,
      timers: clock,
      redeliveryMs,
      read: (partition, from, limit) => readRecords(db, topic, partition, from, limit),
      keep: tail ? async () => {} : (partition, next) => keep.add({ topic, group: name, partition, next }),
    });
    ofTopic.set(name, group);
    if (tail || kept.length === size) return group;
    // From now on retention waits for this group.
    await db.write((tx) => {
      for (const [partition, next] of places.entries())
        keepPlace(tx, { topic, group: name, partition, next });
    });
    return group;
  };

  const trims = trimming({ db, clock, retentionMs: (options.retentionHours ?? 24) * 3_600_000, onError });
  const assertOpen = () => {
    if (closed) throw new Error('the event bus is closed');
  };

  return {
    async publish(records: readonly EventRecord[]) {
      assertOpen();
      const published = new Map<string, number>();
      // No await before the write: calls made one after the other are written in that order.
      await db.write((tx) => {
        const nowMs = clock.nowMs();
        for (const record of records) {
          const size = published.get(record.topic) ?? sizeIn(tx, record.topic);
          published.set(record.topic, size);
          appendRecord(tx, record, partitionOf(record.key, size), nowMs);
        }
      });
      for (const [topic, size] of published) {
        sizes.set(topic, size);
        for (const group of groups.get(topic)?.values() ?? []) group.wake();
      }
    },
    async subscribe(subscription) {
      assertOpen();
      const { topic, group: name, tail = false } = subscription;
      const group = await groupOf(topic, name, tail);
      const membership = group.join(subscription);
      return {
        places: membership.places,
        async stop() {
          await membership.stop();
          // A tail has no place to come back to: the next one starts at the end again.
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
      const stored = placesOf(db, topic, group);
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
      trims.stop();
      for (const ofTopic of groups.values()) for (const group of ofTopic.values()) await group.stop();
      // What can't be kept comes again.
      const kept = keep.now().catch((error) => onError?.(error));
      await db.close();
      await kept;
    },
  };
}
