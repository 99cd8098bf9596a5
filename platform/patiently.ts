import type { Clock } from './clock.ts';

/** How long another process may take to be there, in milliseconds: all start at the same time. */
const patienceMs = 60_000;

/**
 * Tries until it works.
 *
 * @param passes whether an error may be gone at the next try; all may unless told
 * @throws what it failed with last, after a minute; at once what does not pass
 */
export async function patiently<T>(
  clock: Clock,
  work: () => Promise<T>,
  passes: (error: unknown) => boolean = () => true,
): Promise<T> {
  const endMs = clock.monotonicMs() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (clock.monotonicMs() > endMs || !passes(error)) throw error;
      // A timer that keeps the process alive: nothing else may be there yet.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
