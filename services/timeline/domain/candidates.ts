import type { Entry } from './entry.ts';

/**
 * Entries that may stand in a timeline, strictly newest first. What is at hand comes at once and only what has to be
 * read is waited for: a page takes some twenty, and a turn for each would cost more than finding them.
 */
export interface Candidates {
  /** Undefined after the last. One call at a time. */
  next(): Entry | undefined | Promise<Entry | undefined>;
}

/** One after the other; the second is asked for when the first has ended. */
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

/** Candidates that become known later. */
export function awaited(coming: () => Promise<Candidates>): Candidates {
  let candidates: Candidates | undefined;
  return {
    async next() {
      candidates ??= await coming();
      return candidates.next();
    },
  };
}

/** For whoever looks at all of them. */
export async function* each(candidates: Candidates): AsyncGenerator<Entry, void, void> {
  for (;;) {
    const next = candidates.next();
    const entry = next instanceof Promise ? await next : next;
    if (entry === undefined) return;
    yield entry;
  }
}
