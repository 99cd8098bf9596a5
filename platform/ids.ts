import type { Clock } from './clock.ts';
import { DomainError } from './domain-error.ts';

/** Issues ids: snowflakes as strings of 19 digits, so that string order is id order. */
export interface Ids {
  /**
   * An id above every one issued here before and, when given, above `afterId` (the subject of a reply, quote
   * or repost). Throws DEPENDENCY_UNAVAILABLE, with the time after which to try again, when no id may be
   * issued now: the lease has ended, or the id would lie further ahead of the clock than the allowed skew.
   */
  next(afterId?: string): string;
}

/** The ids of one process. */
export interface ProcessIds extends Ids {
  /** The time that ids have, in milliseconds since 1970; see IdClock. No id of this process has an earlier one from now on. */
  nowMs(): number;
  /**
   * Resolves when the next ids are in step with those of other processes, by the allowed skew at most below the highest that
   * was issued before. It waits only where no ids were asked for in a while, and not for long: a store that does not answer
   * stops nobody.
   */
  inStep(): Promise<void>;
  /** Every id from now on is above this one, which is stored. Nothing for what is no id. */
  above(id: string): void;
  /**
   * Keeps, beyond the end of this process, that ids have come as far as `ms`. Answers until when nobody issues an id any
   * more, whatever ends and starts again: `ms` or later, earlier only while the store of it does not answer.
   */
  keep(ms: number): Promise<number>;
}

/** 2015-01-01T00:00:00Z; with it ids have 19 digits from July 2022 to 2084. */
export const ID_EPOCH_MS = Date.UTC(2015, 0, 1);
/** 10 bits. */
export const ID_NODES = 1024;

const SEQUENCE_BITS = 12n;
const TIME_SHIFT = 22n;
const ID_DIGITS = 19;
const IDS_PER_MS = 4096;
const MAX_ID = 2n ** 63n - 1n;

/** Whether a text has the form of an id. */
export function isId(text: string): boolean {
  return /^[1-9][0-9]{18}$/.test(text) && BigInt(text) <= MAX_ID;
}

/** When an id was issued, in milliseconds since 1970. */
export function timeOf(id: string): number {
  if (id.length !== ID_DIGITS) return Number(BigInt(id) >> TIME_SHIFT) + ID_EPOCH_MS;
  // In two numbers that a double holds, where a BigInt would take twice the time: 10^10 = 2384 * 2^22 + 779264.
  const high = Number(id.slice(0, -10));
  const low = Number(id.slice(-10));
  return high * 2384 + Math.floor((high * 779_264 + low) / 2 ** 22) + ID_EPOCH_MS;
}

/** A number as an id, also one below any that is given out: string order is the order of numbers. */
export function idOf(value: bigint): string {
  return value.toString().padStart(ID_DIGITS, '0');
}

/** The lowest id of a millisecond: ids issued before it are below, all others are not. */
export function idAtTime(ms: number): string {
  return idOf((BigInt(Math.floor(ms)) - BigInt(ID_EPOCH_MS)) << TIME_SHIFT);
}

/** Who may issue, and until when. */
export interface IdLease {
  /** 0 to 1,023, held by nobody else. It may change. */
  node(): number;
  /** The end of the lease by the monotonic clock of this process. It moves as the lease is renewed. */
  endsMonotonicMs(): number;
}

export interface Snowflakes extends Ids {
  /** The time of the highest id issued; 0 before any. */
  highestMs(): number;
  /** No id has a time before this one from now on, in milliseconds since 1970. */
  notBefore(ms: number): void;
}

/**
 * @param clock an IdClock
 * @param allowedSkewMs how far ahead of the clock an id may lie: where more are asked for than a millisecond holds, and
 *   above ids of processes whose clock is ahead
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
      // More than 4,096 in a millisecond borrow from the next ones, as far as the skew allows; so does another node.
      if (ms === lastMs && (sequence === IDS_PER_MS - 1 || node !== lastNode)) ms++;
      if (ms > nowMs + allowedSkewMs) {
        refuse(`it would lie ${ms - nowMs} ms ahead of the clock`, ms - nowMs - allowedSkewMs);
      }
      if (clock.monotonicMs() >= lease.endsMonotonicMs()) refuse('the lease of the node id has ended', 1_000);
      sequence = ms === lastMs ? sequence + 1 : 0;
      lastMs = ms;
      lastNode = node;
      return (
        (BigInt(ms - ID_EPOCH_MS) << TIME_SHIFT) |
        (BigInt(node) << SEQUENCE_BITS) |
        BigInt(sequence)
      ).toString();
    },
  };
}
