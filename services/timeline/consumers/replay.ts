import { background } from '../../../platform/background.ts';
import { pause, type Timers } from '../../../platform/clock.ts';

export interface Replay {
  /** Replays, now or, when that is under way, once more behind it. */
  ask(): void;
  /** Breaks off what is under way and waits for it. */
  stop(): Promise<void>;
}

/** How soon a replay that failed is tried again, in milliseconds, and how often. */
const againMs = 1_000;
const tries = 60;

/** @param work answers how many entries it pushed again */
export function replaying(
  work: (signal: AbortSignal) => Promise<number>,
  timers: Timers,
  report: { done(entries: number): void; failed(error: unknown): void },
): Replay {
  const stopping = new AbortController();
  const { signal } = stopping;
  const own = background();
  let asked = false;
  let running: Promise<void> | undefined;

  const once = async () => {
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        return report.done(await work(signal));
      } catch (error) {
        if (signal.aborted) return;
        report.failed(error);
        if (attempt === tries) return;
        await pause(timers, againMs, signal);
      }
    }
  };
  const run = async () => {
    while (asked && !signal.aborted) {
      asked = false;
      await once();
    }
  };
  return {
    ask() {
      asked = true;
      // Whoever connected again may have done so for a call: its deadline is not ours.
      running ??= own(run).finally(() => {
        running = undefined;
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
