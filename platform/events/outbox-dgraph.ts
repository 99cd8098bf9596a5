import type { Dgraph, Transaction } from '../dgraph/dgraph.ts';
import type { DgraphMigration } from '../dgraph/migrate.ts';
import { everything, value } from '../dgraph/quads.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import type { EventRecord } from './port.ts';

const predicates = ['at', 'topic', 'key', 'event', 'time', 'value'] as const;

const names = (prefix: string) =>
  Object.fromEntries(predicates.map((name) => [name, `${prefix}outbox.${name}`])) as Record<
    (typeof predicates)[number],
    string
  >;

/** For the steps of a store that has an outbox; `prefix` is that of the store's predicates. */
export function dgraphOutboxMigration(prefix: string): DgraphMigration {
  const is = names(prefix);
  return {
    name: 'outbox',
    schema: `
      ${is.at}: int @index(int) .
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
    readonly topic: string;
    readonly key: string;
    readonly eventId: string;
    readonly timeMs: number;
    readonly value: string;
  }[];
}

/** Over a schema that has the migration of the same prefix. Values are base64: Dgraph has no bytes. */
export function dgraphOutbox(db: Dgraph, prefix: string): DgraphOutbox {
  const is = names(prefix);
  const next = `query next($limit: int) {
    rows(func: ge(${is.at}, 0), orderasc: ${is.at}, first: $limit) {
      position: uid topic: ${is.topic} key: ${is.key} eventId: ${is.event} timeMs: ${is.time} value: ${is.value}
    }
  }`;
  const waiting = `{
    all as var(func: ge(${is.at}, 0)) { time as ${is.time} }
    ids(func: uid(all)) { uid time: val(time) }
  }`;
  return {
    append(tx, { topic, key, eventId, timeMs, value: bytes }, at) {
      const node = `_:event${at}`;
      tx.set(
        value(node, is.at, at),
        value(node, is.topic, topic),
        value(node, is.key, key),
        value(node, is.event, eventId),
        value(node, is.time, timeMs),
        value(node, is.value, Buffer.from(bytes).toString('base64')),
      );
    },
    async next(limit, published) {
      const known = new Set(published.map(({ position }) => position));
      const { rows } = await db.read((ask) => ask<Found>(next, { $limit: String(limit + known.size) }));
      return rows
        .filter(({ position }) => !known.has(position))
        .slice(0, limit)
        .map(({ value, ...row }): OutboxRow => ({ ...row, value: Buffer.from(value, 'base64') }));
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
      const { ids } = await db.read((ask) => ask<{ ids: { uid: string; time: number }[] }>(waiting));
      const times = ids.filter(({ uid }) => !known.has(uid)).map(({ time }) => time);
      if (times.length === 0) return { records: 0 };
      return { records: times.length, oldestTimeMs: times.reduce((a, b) => Math.min(a, b)) };
    },
    onAppended: db.afterCommit,
  };
}
