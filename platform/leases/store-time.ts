import type { Clock } from '../clock.ts';

/** A clock by the time that a store told last, carried on by the monotonic clock; the own wall clock until it tells any. */
export interface StoreTime extends Clock {
  /** @param askedMs when the store was asked, by the monotonic clock: it told its time between then and now */
  hear(storeMs: number, askedMs: number): void;
}

/** An answer that took longer tells too little of the time; the one before is carried on. */
const SLOW_ANSWER_MS = 250;

export function storeTime(clock: Clock): StoreTime {
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
