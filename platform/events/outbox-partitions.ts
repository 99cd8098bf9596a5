import type { Cassandra } from '../cassandra/cassandra.ts';
import type { OutboxRow } from './outbox.ts';

/** The partition of a row, from its time in microseconds. */
export function minuteOf(at: number): number {
  return Math.floor(at / 60_000_000);
}

export function positionOf(owner: string, at: number): string {
  return `${owner} ${at}`;
}

/** When a row was written, in microseconds. */
export function atOf(position: number | string): number {
  return Number(String(position).split(' ')[1]);
}

interface EventRow {
  readonly at: bigint;
  readonly topic: string;
  readonly key: string;
  readonly event_id: string;
  readonly time_ms: bigint;
  readonly value: Uint8Array;
}

const ROWS = `SELECT at, topic, key, event_id, time_ms, value FROM :outbox
  WHERE owner = ? AND minute = ? AND at > ? AND at <= ? LIMIT ?`;

/** Rows of one process above `from` and up to `to`, in order, at most `limit`. */
export async function readOutboxRows(
  db: Cassandra,
  { owner, from, to, limit = 10_000 }: { owner: string; from: number; to: number; limit?: number },
): Promise<OutboxRow[]> {
  const found: OutboxRow[] = [];
  for (let minute = minuteOf(from); minute <= minuteOf(to) && found.length < limit; minute++) {
    const left = limit - found.length;
    const values = [owner, minute, BigInt(from), BigInt(to), left];
    for (const row of await db.all<EventRow>(ROWS, values, left)) {
      found.push({
        position: positionOf(owner, Number(row.at)),
        topic: row.topic,
        key: row.key,
        eventId: row.event_id,
        timeMs: Number(row.time_ms),
        value: row.value,
      });
    }
  }
  return found;
}
