import type { TimedClock, Timers } from '../clock.ts';

interface Timer {
  readonly run: () => void;
}

interface Group {
  readonly timers: Set<Timer>;
  readonly cancel: () => void;
}

/** The groups of each clock that have not ended, by the time of their end. */
const groupsOf = new WeakMap<TimedClock, Map<number, Group>>();

/**
 * Timers that end in groups, with one timer of the clock for each group: of many streams that pause for about equally long,
 * those of one group continue in one turn, so that their questions to stores are asked together. A timer ends up to `earlyMs`
 * early, never late. All users of a clock share its groups.
 */
export function groupedTimers(clock: TimedClock, earlyMs: number): Timers {
  const groups = groupsOf.get(clock) ?? new Map<number, Group>();
  groupsOf.set(clock, groups);
  const start = (endMs: number, nowMs: number): Group => {
    const timers = new Set<Timer>();
    const end = () => {
      groups.delete(endMs);
      for (const timer of timers) timer.run();
    };
    const group = { timers, cancel: clock.after(endMs - nowMs, end) };
    groups.set(endMs, group);
    return group;
  };
  return {
    after(delayMs, run) {
      const nowMs = clock.monotonicMs();
      const endMs = Math.floor((nowMs + delayMs) / earlyMs) * earlyMs;
      if (endMs <= nowMs) return clock.after(delayMs, run);
      const group = groups.get(endMs) ?? start(endMs, nowMs);
      const timer = { run };
      group.timers.add(timer);
      return () => {
        group.timers.delete(timer);
        if (group.timers.size > 0 || groups.get(endMs) !== group) return;
        groups.delete(endMs);
        group.cancel();
      };
    },
  };
}
