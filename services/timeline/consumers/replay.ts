import { background } from '../../../platform/background.ts';
import { pause, type Timers } from '../../../platform/clock.ts';

export interface Replay {
  /** Starts a replay. While one runs, schedules one more after it. */
  ask(): void;
  /** Aborts the running replay and waits for it. */
  stop(): Promise<void>;
}

/** The delay between attempts of a failed replay, in milliseconds, and the number of attempts. */
const againMs = 1_000;
const tries = 60;

/** @param work returns the number of entries that it pushed again */
export function replaying(
  work: (signal: AbortSignal) => Promise<number>,
  timers: Timers,
  report: { done(entries: number): void; failed(error: unknown): void },
): Replay {
  const stopping = new AbortController();
  const { signal } = stopping;
  const inBackground = background();
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
      // The reconnect may happen within a call. The replay must not inherit the call's deadline.
      running ??= inBackground(run).finally(() => {
        running = undefined;
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
