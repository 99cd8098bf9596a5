import { type Cassandra, type Statement, statement } from '../cassandra/cassandra.ts';
import type { CassandraMigration } from '../cassandra/migrate.ts';
import type { TimedClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { startSchedule } from '../schedule.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { outboxOwners, REPLAY_MS } from './outbox-owners.ts';
import { minuteOf, positionOf, readOutboxRows } from './outbox-partitions.ts';
import type { EventRecord } from './port.ts';

/**
 * For the migrations of a keyspace that has an outbox. A process writes into partitions of its own, one a minute, and
 * relays them itself; `until` stores how far it has published. Rows expire by TTL, because a queue table in Cassandra
 * must not be deleted from.
 */
export const cassandraOutboxMigrations: readonly CassandraMigration[] = [
  {
    component: 'outbox',
    name: 'outbox',
    statements: [
      `CREATE TABLE IF NOT EXISTS :outbox (
        owner text, minute int, at bigint, topic text, key text, event_id text, time_ms bigint, value blob,
        PRIMARY KEY ((owner, minute), at)
      ) WITH default_time_to_live = 604800 AND gc_grace_seconds = 10800 AND compaction =
        {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'HOURS', 'compaction_window_size': 6}`,
      `CREATE TABLE IF NOT EXISTS :outbox_owner (
        part text, owner text, until bigint, beat_ms bigint, drained boolean, PRIMARY KEY (part, owner)
      ) WITH default_time_to_live = 604800`,
    ],
  },
  {
    component: 'outbox',
    name: 'outbox: deleted owners',
    // Rows of ended processes are deleted; their tombstones are read for three hours.
    statements: ['ALTER TABLE :outbox_owner WITH gc_grace_seconds = 10800'],
  },
];

export interface CassandraOutbox extends Outbox {
  /** Writes statements and events, all or nothing; see `Cassandra.batch`. */
  write(statements: readonly Statement[], events: readonly EventRecord[]): Promise<void>;
  /** Ends the ownership if nothing is left; otherwise another process takes the rows over. */
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

const INSERT = `INSERT INTO :outbox (owner, minute, at, topic, key, event_id, time_ms, value)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const THERE = 'SELECT at FROM :outbox WHERE owner = ? AND minute = ? AND at = ?';

interface Written {
  readonly at: number;
  readonly position: string;
  readonly timeMs: number;
  /** Absent when too many rows wait; they are then kept in the table only. */
  row?: OutboxRow;
}

export interface CassandraOutboxOptions {
  /** Identifies this run of the process. */
  readonly owner: string;
  readonly clock: TimedClock;
  /** Without a heartbeat for so long, another process takes over. Default 5,000. */
  readonly deadAfterMs?: number;
  /** How many waiting rows are kept in memory. Default 10,000, about 10 MB. */
  readonly maxRowsKept?: number;
  onError?(error: unknown): void;
}

export async function cassandraOutbox(
  db: Cassandra,
  { owner, clock, deadAfterMs = 5_000, maxRowsKept = 10_000, onError }: CassandraOutboxOptions,
): Promise<CassandraOutbox> {
  const hooks = new Set<() => void>();
  /** Being written. */
  const writing = new Set<Written>();
  /** Perhaps written. */
  const uncertain = new Map<Written, { untilMs: number }>();
  /** Written, not yet published and removed; in the order of `at`. */
  let ready: Written[] = [];

  const publishable = (written: readonly Written[]) => {
    for (const each of written) {
      if (ready.length >= maxRowsKept) delete each.row;
      ready.push(each);
    }
    // Batches are acknowledged in another order than they were sent in.
    ready.sort((a, b) => a.at - b.at);
    for (const hook of hooks) hook();
  };
  const publishedUntil = () =>
    [...writing, ...uncertain.keys(), ...ready.slice(0, 1)].reduce(
      (lowest, { at }) => Math.min(lowest, at - 1),
      db.writeTime(),
    );
  const owners = outboxOwners(db, { owner, publishedUntil, deadAfterMs });
  const fetchMissing = async (written: readonly Written[]): Promise<void> => {
    const missing = written.filter(({ row }) => row === undefined);
    const [first, last] = [missing[0], missing.at(-1)];
    if (!first || !last) return;
    const found = await readOutboxRows(db, { owner, from: first.at - 1, to: last.at });
    const byPosition = new Map(found.map((row) => [row.position, row]));
    for (const each of missing) {
      const row = byPosition.get(each.position);
      if (row) each.row = row;
    }
  };

  const resolveUncertain = async () => {
    for (const [written, { untilMs }] of uncertain) {
      const found = await db.get(THERE, owner, minuteOf(written.at), BigInt(written.at));
      if (found) publishable([written]);
      if (found || clock.monotonicMs() > untilMs) uncertain.delete(written);
    }
  };
  const look = async () => {
    try {
      await resolveUncertain();
      await owners.beat();
      if (await owners.adoptOfDead()) for (const hook of hooks) hook();
    } catch (error) {
      // Cassandra replays a batch some time after it is back, not after it went down.
      for (const each of uncertain.values()) each.untilMs = clock.monotonicMs() + REPLAY_MS;
      owners.missed();
      onError?.(error);
    }
  };

  // Before the first write, so that other processes can detect the death of this one.
  await owners.beat();
  await look();
  const looks = startSchedule({ clock, everyMs: LOOK_EVERY_MS, work: look });

  return {
    isOfProcess: true,
    async write(statements, events) {
      await owners.cover();
      const written = events.map((event): Written => {
        const at = db.writeTime();
        const position = positionOf(owner, at);
        return { at, position, timeMs: event.timeMs, row: { ...event, position } };
      });
      for (const each of written) writing.add(each);
      try {
        await db.batch([...statements, ...written.map(({ at }, i) => insertOf(owner, at, events[i]!))]);
        publishable(written);
      } catch (error) {
        // A refused batch was not written. A batch without an answer may still be written.
        if (error instanceof DomainError) {
          for (const each of written) uncertain.set(each, { untilMs: clock.monotonicMs() + REPLAY_MS });
        }
        throw error;
      } finally {
        for (const each of written) writing.delete(each);
      }
      // If this process stood still meanwhile, others may have forgotten it.
      await owners.cover();
    },
    async next(limit, published) {
      const known = new Set(published.map(({ position }) => position));
      const unknown = <T extends { readonly position: number | string }>(rows: readonly T[]) =>
        rows.filter(({ position }) => !known.has(position)).slice(0, limit);
      const own = unknown(ready);
      await fetchMissing(own);
      const rows = own.map(({ row }) => row).filter((row) => row !== undefined);
      return [...rows, ...unknown(owners.adopted())].slice(0, limit);
    },
    async remove(removed) {
      const gone = new Set(removed.map(({ position }) => position));
      ready = ready.filter(({ position }) => !gone.has(position));
      owners.published(gone);
    },
    async waiting(published) {
      const known = new Set(published.map(({ position }) => position));
      const own = [...writing, ...uncertain.keys(), ...ready];
      const waiting = [...own, ...owners.adopted()].filter(({ position }) => !known.has(position));
      const times = waiting.map(({ timeMs }) => timeMs);
      const dead = owners.oldestOfDeadMs();
      if (dead !== undefined) times.push(dead);
      if (times.length === 0) return { records: 0 };
      return { records: waiting.length, oldestTimeMs: times.reduce((a, b) => Math.min(a, b)) };
    },
    onAppended(run) {
      hooks.add(run);
      return () => hooks.delete(run);
    },
    async close() {
      await looks.stop();
      const nothingLeft = writing.size + uncertain.size + ready.length === 0;
      await (nothingLeft ? owners.leave() : owners.beat());
    },
  };
}

function insertOf(owner: string, at: number, event: EventRecord): Statement {
  const { topic, key, eventId, timeMs, value } = event;
  return statement(INSERT, owner, minuteOf(at), BigInt(at), topic, key, eventId, BigInt(timeMs), value);
}
