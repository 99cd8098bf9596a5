import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs work in the context in which it was made, and not in that of whoever happens to start it. */
export type Background = <T>(work: () => T) => T;

/**
 * For work that many calls share or that goes on after them: a relay that a call's commit wakes, a look-up that several
 * calls wait for. Inside the call that started it, the end of that call would end the work of all.
 */
export function background(): Background {
  return AsyncLocalStorage.snapshot();
}
