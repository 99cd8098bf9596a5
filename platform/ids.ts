import type { Clock } from './clock.ts';
import { DomainError } from './domain-error.ts';

/** Issues ids: snowflakes as strings of 19 digits, so string order is id order. */
export interface Ids {
  /**
   * An id above every id issued here before and, when given, above `afterId` (the subject of a reply, quote or repost).
   * Throws DEPENDENCY_UNAVAILABLE with a retry delay when no id may be issued now: the lease has expired, or the id
   * would be further ahead of the clock than the allowed skew.
   */
  next(afterId?: string): string;
}

/** The ids of one process. */
export interface ProcessIds extends Ids {
  /** The clock of ids, in milliseconds since 1970; see IdClock. No later id of this process has an earlier time. */
  nowMs(): number;
  /**
   * Resolves when the next ids follow those of other processes, at most the allowed skew below the highest issued
   * before; more for a few seconds after a step of the store's clock. It waits only after a period without ids, and not
   * for long: a store that does not answer blocks nobody.
   */
  inStep(): Promise<void>;
  /** Every later id is above this one, which is stored. Ignores texts that are not ids. */
  above(id: string): void;
  /**
   * Stores that ids have reached `ms`, beyond the end of this process. Gives a time before which no process will issue
   * ids any more, across restarts: `ms` or later; earlier only while the store does not answer.
   */
  keep(ms: number): Promise<number>;
}

/** 2015-01-01T00:00:00Z. With this epoch ids have 19 digits from July 2022 to 2084. */
export const ID_EPOCH_MS = Date.UTC(2015, 0, 1);
/** 16 bits. */
export const ID_NODES = 65_536;
/** They are taken before any others: see `lowBitsOf`. */
export const FIRST_ID_NODES = 1024;

const TIME_SHIFT = 22n;
const ID_DIGITS = 19;
const SEQUENCE_BITS = 6;
const IDS_PER_MS = 2 ** SEQUENCE_BITS;
/** The place of the lower 10 bits of a node id. */
const FIRST_SHIFT = 12;
const MAX_ID = 2n ** 63n - 1n;

/** Whether a text has the form of an id. */
export function isId(text: string): boolean {
  return /^[1-9][0-9]{18}$/.test(text) && BigInt(text) <= MAX_ID;
}

/** When an id was issued, in milliseconds since 1970. */
export function timeOf(id: string): number {
  if (id.length !== ID_DIGITS) return Number(BigInt(id) >> TIME_SHIFT) + ID_EPOCH_MS;
  // Computed in two numbers that fit a double, in half the time of a BigInt: 10^10 = 2384 * 2^22 + 779264.
  const high = Number(id.slice(0, -10));
  const low = Number(id.slice(-10));
  return high * 2384 + Math.floor((high * 779_264 + low) / 2 ** 22) + ID_EPOCH_MS;
}

/** A number as an id, also one below any that is given out: string order is the order of numbers. */
export function idOf(value: bigint): string {
  return value.toString().padStart(ID_DIGITS, '0');
}

/** The lowest id of a millisecond: earlier ids are below it, all others are not. */
export function idAtTime(ms: number): string {
  return idOf((BigInt(Math.floor(ms)) - BigInt(ID_EPOCH_MS)) << TIME_SHIFT);
}

/**
 * The bits of an id below its time: the lower 10 bits of the node id, its upper 6, and 6 of the sequence. Earlier versions had 10
 * bits of the node id and 12 of the sequence, so the first 1,024 nodes have the same ids in both: ADR 19.
 */
function lowBitsOf(node: number, sequence: number): number {
  const first = node % FIRST_ID_NODES;
  const further = Math.floor(node / FIRST_ID_NODES);
  return (first << FIRST_SHIFT) | (further << SEQUENCE_BITS) | sequence;
}

/** The right to issue ids, and until when. */
export interface IdLease {
  /** Below `ID_NODES`, held by no other process. It may change. */
  node(): number;
  /** The end of the lease by this process's monotonic clock. It moves with each renewal. */
  endsMonotonicMs(): number;
}

export interface Snowflakes extends Ids {
  /** The time of the highest id issued; 0 before any. */
  highestMs(): number;
  /** No later id has a time before this one, in milliseconds since 1970. */
  notBefore(ms: number): void;
}

/**
 * @param clock an IdClock
 * @param allowedSkewMs how far an id may be ahead of the clock: when more ids are needed than a millisecond holds, and
 *   for ids above those of processes whose clock is ahead
 */
export function snowflakes(clock: Clock, lease: IdLease, allowedSkewMs: number): Snowflakes {
  let lastMs = 0;
  let lastNode: number | undefined;
  let earliestMs = 0;
  let sequence = 0;

  const refuse = (what: string, retryAfterMs: number): never => {
    throw new DomainError('DEPENDENCY_UNAVAILABLE', `no id can be issued: ${what}`, {
      metadata: { dependency: 'ids' },
      retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
    });
  };

  return {
    highestMs: () => lastMs,
    notBefore(ms) {
      earliestMs = Math.max(earliestMs, ms);
    },
    next(afterId) {
      const nowMs = clock.nowMs();
      const node = lease.node();
      let ms = Math.max(nowMs, lastMs, earliestMs, afterId === undefined ? 0 : timeOf(afterId) + 1);
      // More than 64 ids in a millisecond borrow from the next ones, within the skew. So does a change of node.
      if (ms === lastMs && (sequence === IDS_PER_MS - 1 || node !== lastNode)) ms++;
      if (ms > nowMs + allowedSkewMs) {
        refuse(`it would lie ${ms - nowMs} ms ahead of the clock`, ms - nowMs - allowedSkewMs);
      }
      if (clock.monotonicMs() >= lease.endsMonotonicMs()) refuse('the lease of the node id has ended', 1_000);
      sequence = ms === lastMs ? sequence + 1 : 0;
      lastMs = ms;
      lastNode = node;
      return ((BigInt(ms - ID_EPOCH_MS) << TIME_SHIFT) | BigInt(lowBitsOf(node, sequence))).toString();
    },
  };
}
