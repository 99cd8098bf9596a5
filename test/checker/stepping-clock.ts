import { systemClock, type TimedClock } from '../../platform/clock.ts';
import type { Random } from './random.ts';

const second = 1_000;
const hour = 3_600 * second;
/** Wall clock offsets in milliseconds: mostly zero, because the model uses the true time. */
const offsets = [0, 0, 0, 5 * second, -5 * second, hour, -hour];
const startOffsets = [0, 5 * second, -5 * second];
const stepEveryMs = 500;

/** This machine's clock with a wall time that steps in both directions during the process's life. */
export function steppingClock(chance: Random, stepped: (ms: number) => void): TimedClock {
  let offMs = chance.pick(startOffsets);
  setInterval(() => {
    const before = offMs;
    offMs = chance.pick(offsets);
    if (offMs !== before) stepped(offMs - before);
  }, stepEveryMs).unref();
  return { ...systemClock, nowMs: () => systemClock.nowMs() + offMs };
}
