import type { Clock } from './clock.ts';

/**
 * The time that ids have. It never steps: from where it starts it follows the monotonic clock, a little faster while it is
 * behind the reference clock, slower while it is ahead. What is compared with ids asks this clock, never the wall clock.
 */
export interface IdClock extends Clock {
  /** Moves on to `ms` where that is ahead: ids were issued up to it. */
  raise(ms: number): void;
}

export interface IdClockOptions {
  /** Of each millisecond, how much more passes while the clock is behind. Default 1: an hour is made up in an hour. */
  readonly faster?: number;
}

/** Of each millisecond, how much less passes while the clock is ahead: an hour is waited for in two. */
const SLOWER = 0.5;
/** Clocks that count whole milliseconds are that far apart by themselves. */
const SAME_MS = 1;

/** @param reference starts it; its wall time may step at any moment, its monotonic time must not */
export function idClock(reference: Clock, { faster = 1 }: IdClockOptions = {}): IdClock {
  let idMs = reference.nowMs();
  let readMs = reference.monotonicMs();
  return {
    nowMs() {
      const monotonicMs = reference.monotonicMs();
      const elapsedMs = Math.max(0, monotonicMs - readMs);
      readMs = monotonicMs;
      const behindMs = reference.nowMs() - idMs - elapsedMs;
      if (behindMs >= SAME_MS) idMs += elapsedMs + Math.min(behindMs, elapsedMs * faster);
      else if (behindMs <= -SAME_MS) idMs += elapsedMs - Math.min(-behindMs, elapsedMs * SLOWER);
      else idMs += elapsedMs;
      return Math.floor(idMs);
    },
    monotonicMs: reference.monotonicMs,
    raise(ms) {
      idMs = Math.max(idMs, ms);
    },
  };
}
