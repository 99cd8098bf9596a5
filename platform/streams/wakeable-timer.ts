import type { Timers } from '../clock.ts';
import type { StopSignal } from '../stop-signal.ts';

/** Lets one waiter sleep until it is woken, a time has passed, or its signal aborts. */
export interface WakeableTimer {
  /** Ends the current sleep, or the next one at once. */
  wake(): void;
  /** Resolves when woken, after `limitMs`, or when the signal aborts; true when woken. */
  sleep(limitMs: number, signal: StopSignal): Promise<boolean>;
}

export function wakeableTimer(timers: Timers): WakeableTimer {
  let woken = false;
  let end = () => {};
  return {
    wake() {
      woken = true;
      end();
    },
    async sleep(limitMs, signal) {
      if (!woken && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<void>();
        end = resolve;
        const cancel = timers.after(limitMs, resolve);
        signal.addEventListener('abort', end);
        await promise;
        cancel();
        signal.removeEventListener('abort', end);
      }
      const wasWoken = woken;
      woken = false;
      return wasWoken;
    },
  };
}
