import type { Timers } from '../clock.ts';

/** When the writes of a group are committed. */
export interface CommitSchedule {
  /** A group began. `commit` may be called at any time later, also when the group has ended. */
  begun(commit: () => void): void;
  /** A write joined the group; `writes` includes it. */
  joined?(writes: number): void;
  /** The group was committed or abandoned with so many writes. */
  ended?(writes: number): void;
}

/** A COMMIT must run even when nothing else keeps the process alive. */
const plainTimers: Timers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Commits at the end of the turn while writes come one at a time. Otherwise it waits for as many writes as the larger of
 * the last two groups had, at most `gatherMs`: callers that were acknowledged together write again at nearly the same
 * time, and a COMMIT costs as much for one write as for all of theirs. PostgreSQL calls this commit_delay.
 */
export function gatheringSchedule(timers: Timers = plainTimers, gatherMs = 1): CommitSchedule {
  let last = 0;
  let previous = 0;
  let commit = () => {};
  let cancel = () => {};
  let isDue = false;
  const commitAtEndOfTurn = () => {
    if (isDue) return;
    isDue = true;
    setImmediate(commit);
  };
  return {
    begun(run) {
      commit = run;
      isDue = false;
      if (Math.max(last, previous) <= 1) commitAtEndOfTurn();
      else cancel = timers.after(gatherMs, run);
    },
    joined(writes) {
      if (writes >= Math.max(last, previous)) commitAtEndOfTurn();
    },
    ended(writes) {
      cancel();
      previous = last;
      last = writes;
    },
  };
}
