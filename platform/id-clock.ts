import type { Clock } from './clock.ts';

/**
 * The clock of ids. It never steps: from its start it follows the monotonic clock, slightly faster while it is behind
 * the reference clock, slower while it is ahead. Anything compared with ids uses this clock, never the wall clock.
 */
export interface IdClock extends Clock {
  /** Advances to `ms` where that is ahead, because ids were issued up to it. */
  raise(ms: number): void;
}

export interface IdClockOptions {
  /** How much faster the clock runs while it is behind, as a fraction. Default 1: it makes up an hour in an hour. */
  readonly faster?: number;
}

/** How much slower the clock runs while it is ahead, as a fraction: it waits for an hour in two. */
const SLOWER = 0.5;
/** Clocks that count whole milliseconds differ by this much on their own. */
const SAME_MS = 1;

/** @param reference gives the start; its wall time may step at any moment, its monotonic time must not */
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
