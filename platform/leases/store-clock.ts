import type { Clock } from '../clock.ts';

/**
 * A clock that continues the store's last reported time by the monotonic clock; the local wall clock until the first
 * report.
 */
export interface StoreClock extends Clock {
  /** @param askedMs when the store was asked, by the monotonic clock; it read its clock between then and now */
  hear(storeMs: number, askedMs: number): void;
}

/** A slower answer is too inaccurate; the clock continues from the one before. */
const SLOW_ANSWER_MS = 250;

export function storeClock(clock: Clock): StoreClock {
  let aheadMs: number | undefined;
  return {
    nowMs: () => (aheadMs === undefined ? clock.nowMs() : clock.monotonicMs() + aheadMs),
    monotonicMs: clock.monotonicMs,
    hear(storeMs, askedMs) {
      const answeredMs = clock.monotonicMs();
      if (aheadMs !== undefined && answeredMs - askedMs > SLOW_ANSWER_MS) return;
      aheadMs = storeMs - (askedMs + answeredMs) / 2;
    },
  };
}
