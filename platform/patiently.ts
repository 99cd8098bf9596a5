import type { Clock } from './clock.ts';

/** How long another process may take to be there, in milliseconds: all start at the same time. */
const patienceMs = 60_000;

/** Tries until it works. @throws what it failed with last, after a minute */
export async function patiently(clock: Clock, work: () => Promise<void>): Promise<void> {
  const endMs = clock.monotonicMs() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (clock.monotonicMs() > endMs) throw error;
      // A timer that keeps the process alive: nothing else may be there yet.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
