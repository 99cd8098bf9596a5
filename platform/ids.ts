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
  /** No id has a time before this one from now on, in milliseconds since 1970, also when the clock is put back. */
  notBefore(ms: number): void;
}

/** 2015-01-01T00:00:00Z; with it ids have 19 digits from July 2022 to 2084. */
export const ID_EPOCH_MS = Date.UTC(2015, 0, 1);
/** 10 bits. */
export const ID_NODES = 1024;
/** How far apart the clocks of two machines may be. */
export const ALLOWED_SKEW_MS = 500;

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

/** The lowest id of a millisecond: ids issued before it are below, all others are not. */
export function idAtTime(ms: number): string {
  return ((BigInt(Math.floor(ms)) - BigInt(ID_EPOCH_MS)) << TIME_SHIFT).toString().padStart(19, '0');
}

/** Who may issue, and until when. */
export interface IdLease {
  /** 0 to 1,023, held by nobody else. */
  node: number;
  /** Ids of this node were or may have been issued up to here before this lease, ms since 1970. */
  issuedUntilMs: number;
  /** The end of the lease by the monotonic clock of this process. It moves as the lease is renewed. */
  endsMonotonicMs(): number;
  /** Times before this one are persisted as possibly used, ms since 1970. It moves as more is reserved. */
  reservedUntilMs(): number;
}

export interface Snowflakes extends ProcessIds {
  /** The time below which no id is issued any more: of the highest issued, or `issuedUntilMs` of the lease, or as told. */
  highestMs(): number;
}

export function snowflakes(clock: Clock, lease: IdLease, allowedSkewMs = ALLOWED_SKEW_MS): Snowflakes {
  const node = BigInt(lease.node) << SEQUENCE_BITS;
  let lastMs = lease.issuedUntilMs;
  let earliestMs = 0;
  let sequence = IDS_PER_MS - 1;

  const refuse = (what: string, retryAfterMs: number): never => {
    throw new DomainError('DEPENDENCY_UNAVAILABLE', `no id can be issued: ${what}`, {
      metadata: { dependency: 'ids' },
      retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
    });
  };

  return {
    highestMs: () => Math.max(lastMs, earliestMs),
    notBefore(ms) {
      earliestMs = Math.max(earliestMs, ms);
    },
    next(afterId) {
      const nowMs = clock.nowMs();
      let ms = Math.max(nowMs, lastMs, earliestMs, afterId === undefined ? 0 : timeOf(afterId) + 1);
      // More than 4,096 in a millisecond borrow from the next ones, as far as the skew allows.
      if (ms === lastMs && sequence === IDS_PER_MS - 1) ms++;
      if (ms > nowMs + allowedSkewMs) {
        refuse(`it would lie ${ms - nowMs} ms ahead of the clock`, ms - nowMs - allowedSkewMs);
      }
      if (clock.monotonicMs() >= lease.endsMonotonicMs()) refuse('the lease of the node id has ended', 1_000);
      if (ms >= lease.reservedUntilMs()) refuse('the reserved time is used up', 1_000);
      sequence = ms === lastMs ? sequence + 1 : 0;
      lastMs = ms;
      return ((BigInt(ms - ID_EPOCH_MS) << TIME_SHIFT) | node | BigInt(sequence)).toString();
    },
  };
}
