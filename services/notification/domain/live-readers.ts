/** The open streams of this process, by reader. */
export interface LiveReaders {
  /** @returns what ends the hints */
  join(readerId: string, wake: () => void): () => void;
  wake(readerId: string): void;
}

export function liveReaders(): LiveReaders {
  const streams = new Map<string, Set<() => void>>();
  return {
    join(readerId, wake) {
      const own = streams.get(readerId) ?? new Set();
      // The same function may join twice.
      const stream = () => wake();
      streams.set(readerId, own.add(stream));
      return () => {
        own.delete(stream);
        if (own.size === 0 && streams.get(readerId) === own) streams.delete(readerId);
      };
    },
    wake(readerId) {
      for (const wake of streams.get(readerId) ?? []) wake();
    },
  };
}
