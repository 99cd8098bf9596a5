/** Who reads, in the order in which they are turned away under overload. */
export const readerClasses = ['stranger', 'passive', 'active', 'live', 'famous'] as const;
export type ReaderClass = (typeof readerClasses)[number];

/** Spreads a share of all reads over the classes of readers. */
export interface ClassShares {
  /** A read of the class came. */
  saw(reader: ReaderClass): void;
  /** The share of the class's reads that is taken now, 0 to 1. */
  of(reader: ReaderClass): number;
  /** So large a share of all reads is to be taken. */
  spread(share: number): void;
  /** What came longer ago counts less from now on. */
  age(): void;
}

/** Of each class a few are taken, so that nobody is shut out for as long as an overload lasts. */
const least = 0.01;
/** What is left of a count from one `age` to the next. */
const kept = 0.7;

/** The last of `readerClasses` are taken first, and each class only when there is room left by those behind it. */
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
        // Before anybody has come all classes have the same.
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
