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
 * For the steps of a store that has an outbox; `prefix` is that of the store's predicates. The index is of whole seconds:
 * its keys stay for a while when what they found is gone, and a look goes through all of them.
 */
export function dgraphOutboxMigration(prefix: string): DgraphMigration {
  const is = names(prefix);
  return {
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
   * Adds an event to a transaction. `at` decides the order: it must be above that of the last event of the same key, and
   * the transaction must write something that all changes of that key write.
   */
  append(tx: Transaction, event: EventRecord, at: number): void;
}

interface Found {
  readonly rows: readonly {
    readonly position: string;
    /** Absent where the index still knows what another process has just removed. */
    readonly at?: number;
    readonly topic: string;
    readonly key: string;
    readonly eventId: string;
    readonly timeMs: number;
    readonly value: string;
  }[];
}

const secondOf = (ms: number) => Math.floor(ms / 1_000);

/** How much later than its time an event may be committed, clocks that are apart included; far above what happens. */
const SLOWEST_MS = 300_000;

/** Over a schema that has the migration of the same prefix. Values are base64: Dgraph has no bytes. */
export function dgraphOutbox(db: Dgraph, prefix: string): DgraphOutbox {
  const is = names(prefix);
  // The index keeps keys of what was removed for a while: a look must not go through all of them.
  let from = 0;
  let latest = 0;
  const told = new Set<() => void>();
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
    append(tx, { topic, key, eventId, timeMs, value: bytes }, at) {
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
        for (const run of told) run();
      });
    },
    async next(limit, published) {
      const known = new Set(published.map(({ position }) => position));
      const found = await db.read((ask) =>
        ask<Found>(next, { $from: String(secondOf(from)), $limit: String(limit + known.size) }),
      );
      const rows = found.rows.filter(
        (row): row is typeof row & { readonly at: number } => row.at !== undefined,
      );
      // Everything before the first is gone; behind the last, rows of slow transactions may show up.
      // A clock that ran ahead when it wrote must not hide what others write.
      if (rows.length > 0) latest = Math.max(latest, Math.min(rows.at(-1)!.at, Date.now()));
      from = Math.max(from, Math.min(rows[0]?.at ?? latest, latest - SLOWEST_MS));
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
      told.add(run);
      return () => told.delete(run);
    },
  };
}
