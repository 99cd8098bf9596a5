import { systemClock, type TimedClock } from '../../platform/clock.ts';
import type { Random } from './random.ts';

const second = 1_000;
const hour = 3_600 * second;
const day = 24 * hour;
/** Wall clock offsets in milliseconds: mostly zero, because the model uses the true time. */
const offsets = [0, 0, 0, 5 * second, -5 * second, hour, -hour];
const startOffsets = [0, 5 * second, -5 * second];
const stepEveryMs = 500;

/** The wall time with an offset, within the true UTC day: the model knows on which day something was done. */
export function offset(trueMs: number, offMs: number): number {
  const midnight = Math.floor(trueMs / day) * day;
  return Math.min(Math.max(trueMs + offMs, midnight), midnight + day - 1);
}

/** This machine's clock with a wall time that steps in both directions during the process's life. */
export function steppingClock(chance: Random, stepped: (ms: number) => void): TimedClock {
  let offMs = chance.pick(startOffsets);
  setInterval(() => {
    const before = offMs;
    offMs = chance.pick(offsets);
    if (offMs !== before) stepped(offMs - before);
  }, stepEveryMs).unref();
  return { ...systemClock, nowMs: () => offset(systemClock.nowMs(), offMs) };
}
