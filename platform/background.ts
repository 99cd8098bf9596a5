import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs work in the async context in which it was created, not in its caller's. */
export type Background = <T>(work: () => T) => T;

/**
 * For work that several calls share or that outlives them: a relay that a commit wakes, a look-up that several calls
 * await. Inside the context of the call that started it, the end of that call would cancel it for all.
 */
export function background(): Background {
  return AsyncLocalStorage.snapshot();
}
