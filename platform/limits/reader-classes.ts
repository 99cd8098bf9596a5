/** The classes of readers, in the order in which they are refused under overload. */
export const readerClasses = ['stranger', 'passive', 'active', 'live', 'famous'] as const;
export type ReaderClass = (typeof readerClasses)[number];

/** Distributes the share of all reads over the classes of readers. */
export interface ClassShares {
  /** Counts a read of the class. */
  saw(reader: ReaderClass): void;
  /** The share of the class's reads that is accepted now, 0 to 1. */
  of(reader: ReaderClass): number;
  /** Sets the share of all reads that is accepted. */
  spread(share: number): void;
  /** Gives older reads less weight. */
  age(): void;
}

/** A few reads of each class are always accepted, so that an overload excludes nobody. */
const least = 0.01;
/** The weight of a count after one `age`. */
const kept = 0.7;

/** The last of `readerClasses` are accepted first, and each class gets the room that those after it leave. */
export function classShares(): ClassShares {
  const counts = new Map<ReaderClass, number>(readerClasses.map((reader) => [reader, 0]));
  const shares = new Map<ReaderClass, number>();
  return {
    saw(reader) {
      counts.set(reader, counts.get(reader)! + 1);
    },
    of: (reader) => shares.get(reader) ?? 1,
    spread(share) {
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      let room = share * total;
      for (const reader of readerClasses.toReversed()) {
        const count = counts.get(reader)!;
        // Before any read all classes have the same share.
        const wanted = total === 0 ? share : count === 0 ? Math.min(1, room) : Math.min(1, room / count);
        shares.set(reader, Math.max(least, wanted));
        room = Math.max(0, room - count);
      }
    },
    age() {
      for (const [reader, count] of counts) counts.set(reader, count * kept);
    },
  };
}
