import type { Timers } from '../../../platform/clock.ts';
import type { StopSignal } from '../../../platform/stop-signal.ts';

/** Lets one waiter sleep until something happens, a time is over, or it is told to end. */
export interface Alarm {
  /** Ends the sleep that is under way, or the next one at once. */
  ring(): void;
  /** Resolves at a ring, after `limitMs`, or when the signal aborts. */
  sleep(limitMs: number, signal: StopSignal): Promise<void>;
}

export function alarm(timers: Timers): Alarm {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async sleep(limitMs, signal) {
      if (!rung && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const cancel = timers.after(limitMs, resolve);
        signal.addEventListener('abort', wake);
        await promise;
        cancel();
        signal.removeEventListener('abort', wake);
      }
      rung = false;
    },
  };
}
