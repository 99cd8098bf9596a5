import type { Clock } from '../clock.ts';
import { type ProcessIds, snowflakes, timeOf } from '../ids.ts';

/** Ids of a process that always has the first node id; the given clock is its id clock. */
export function processIds(clock: Clock, allowedSkewMs = 500): ProcessIds {
  const forever = { node: () => 0, endsMonotonicMs: () => Number.POSITIVE_INFINITY };
  const ids = snowflakes(clock, forever, allowedSkewMs);
  return {
    next: ids.next,
    nowMs: clock.nowMs,
    above(id) {
      if (id !== '') ids.notBefore(timeOf(id) + 1);
    },
    inStep: async () => {},
    keep: async (ms) => ms,
  };
}
