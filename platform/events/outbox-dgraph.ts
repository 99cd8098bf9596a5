import type { Dgraph, Transaction } from '../dgraph/dgraph.ts';
import type { DgraphMigration } from '../dgraph/migrate.ts';
import { everything, value } from '../dgraph/quads.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import type { EventRecord } from './port.ts';

const predicates = ['second', 'at', 'topic', 'key', 'event', 'time', 'value'] as const;

const names = (prefix: string) =>
  Object.fromEntries(predicates.map((name) => [name, `${prefix}outbox.${name}`])) as Record<
    (typeof predicates)[number],
    string
  >;

/**
 * For the migrations of a store that has an outbox; `prefix` is that of the store's predicates. The index has whole
 * seconds: Dgraph keeps index keys for a while after their values are deleted, and a query walks over all of them.
 */
export function dgraphOutboxMigration(prefix: string): DgraphMigration {
  const is = names(prefix);
  return {
    component: 'outbox',
    name: 'outbox',
    schema: `
      ${is.second}: int @index(int) .
      ${is.at}: int @noconflict .
      ${is.topic}: string @noconflict .
      ${is.key}: string @noconflict .
      ${is.event}: string @noconflict .
      ${is.time}: int @noconflict .
      ${is.value}: string @noconflict .`,
  };
}

export interface DgraphOutbox extends Outbox {
  /**
   * Adds an event to a transaction and gives its position, which is above `after`: the position of the last event of
   * the same key, or 0. The transaction must write the position, or something else that every change of that key
   * writes.
   */
  append(tx: Transaction, event: EventRecord, after: number): number;
}

interface Found {
  readonly rows: readonly {
    readonly position: string;
    /** Absent where the index still lists a row that another process has just removed. */
    readonly at?: number;
    readonly topic: string;
    readonly key: string;
    readonly eventId: string;
    readonly timeMs: number;
    readonly value: string;
  }[];
}

const secondOf = (ms: number) => Math.floor(ms / 1_000);

/** The most that a commit may lag behind its position while Dgraph answers, clock differences included. */
const SLOWEST_MS = 30_000;

/**
 * Needs the migration of the same prefix. Values are base64, because Dgraph has no bytes.
 *
 * @param nowMs the clock of ids
 */
export function dgraphOutbox(db: Dgraph, prefix: string, nowMs: () => number): DgraphOutbox {
  const is = names(prefix);
  // A lower bound, so that a query skips the index keys of removed rows.
  let from = 0;
  let latest = 0;
  /**
   * The `latest` of a query that is at least as long ago. Transactions that waited through an outage commit soon after
   * it.
   */
  let latestBefore = 0;
  let lastKept = { latest: 0, lookMs: 0 };
  const listeners = new Set<() => void>();
  const next = `query next($from: int, $limit: int) {
    rows(func: ge(${is.second}, $from), orderasc: ${is.second}, orderasc: ${is.at}, first: $limit) {
      position: uid at: ${is.at} topic: ${is.topic} key: ${is.key} eventId: ${is.event} timeMs: ${is.time} value: ${is.value}
    }
  }`;
  const waiting = `query waiting($from: int) {
    all as var(func: ge(${is.second}, $from)) { time as ${is.time} }
    ids(func: uid(all)) { uid time: val(time) }
  }`;
  return {
    append(tx, { topic, key, eventId, timeMs, value: bytes }, after) {
      const at = Math.max(nowMs(), after + 1);
      const node = `_:event${at}`;
      tx.set(
        value(node, is.second, secondOf(at)),
        value(node, is.at, at),
        value(node, is.topic, topic),
        value(node, is.key, key),
        value(node, is.event, eventId),
        value(node, is.time, timeMs),
        value(node, is.value, Buffer.from(bytes).toString('base64')),
      );
      tx.afterCommit(() => {
        for (const run of listeners) run();
      });
      return at;
    },
    async next(limit, published) {
      const lookMs = nowMs();
      const known = new Set(published.map(({ position }) => position));
      const found = await db.read((ask) =>
        ask<Found>(next, { $from: String(secondOf(from)), $limit: String(limit + known.size) }),
      );
      const rows = found.rows.filter(
        (row): row is typeof row & { readonly at: number } => row.at !== undefined,
      );
      // A clock that was ahead when it wrote must not hide the rows of others.
      latest = Math.max(latest, Math.min(rows.at(-1)?.at ?? lookMs, lookMs));
      if (lookMs - lastKept.lookMs >= SLOWEST_MS) {
        latestBefore = lastKept.latest;
        lastKept = { latest, lookMs };
      }
      // All rows before the first one are removed. Rows of slow transactions may still appear before the last one.
      from = Math.max(from, Math.min(rows[0]?.at ?? latest, latestBefore - SLOWEST_MS));
      return rows
        .filter(({ position }) => !known.has(position))
        .slice(0, limit)
        .map(({ at: _, value, ...row }): OutboxRow => ({ ...row, value: Buffer.from(value, 'base64') }));
    },
    async remove(rows) {
      await db.write(async (tx) => {
        for (const { position } of rows) {
          tx.remove(...predicates.map((name) => everything(`<${position}>`, is[name])));
        }
      });
    },
    async waiting(published) {
      const known = new Set(published.map(({ position }) => position));
      const { ids } = await db.read((ask) =>
        ask<{ ids: { uid: string; time?: number }[] }>(waiting, { $from: String(secondOf(from)) }),
      );
      const times = ids
        .filter(({ uid, time }) => !known.has(uid) && time !== undefined)
        .map(({ time }) => time!);
      if (times.length === 0) return { records: 0 };
      return { records: times.length, oldestTimeMs: times.reduce((a, b) => Math.min(a, b)) };
    },
    onAppended(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
  };
}
