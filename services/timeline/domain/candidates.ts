import type { Entry } from './entry.ts';

/**
 * Entries that may belong to a timeline, strictly newest first. `next` returns an entry in memory directly, and a promise
 * only where it must read: a page takes some twenty entries, and a microtask for each would cost more than the entries.
 */
export interface Candidates {
  /** Undefined after the last. One call at a time. */
  next(): Entry | undefined | Promise<Entry | undefined>;
}

/** Chains two sources. The second is opened when the first has ended. */
export function chained(first: Candidates, second: () => Candidates): Candidates {
  let current = first;
  let onLast = false;
  const pass = (entry: Entry | undefined): ReturnType<Candidates['next']> => {
    if (entry !== undefined || onLast) return entry;
    onLast = true;
    current = second();
    return current.next();
  };
  return {
    next() {
      const next = current.next();
      return next instanceof Promise ? next.then(pass) : pass(next);
    },
  };
}

/** Candidates that are not available yet. */
export function awaited(pending: () => Promise<Candidates>): Candidates {
  let candidates: Candidates | undefined;
  return {
    async next() {
      candidates ??= await pending();
      return candidates.next();
    },
  };
}

/** Iterates all candidates. */
export async function* each(candidates: Candidates): AsyncGenerator<Entry, void, void> {
  for (;;) {
    const next = candidates.next();
    const entry = next instanceof Promise ? await next : next;
    if (entry === undefined) return;
    yield entry;
  }
}
