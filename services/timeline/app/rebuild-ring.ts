import { ringNewestFirst } from '../domain/ring.ts';
import type { RingKeeper } from '../domain/ring-keeper.ts';
import type { RingStore } from '../ports.ts';

/** Drops a reader's ring and builds it again. Meanwhile reads use the authors' lists. */
export function rebuildRing({
  rings,
  keeper,
}: {
  rings: Pick<RingStore, 'drop'>;
  keeper: Pick<RingKeeper, 'ensure'>;
}) {
  /** Returns the number of entries in the new ring. */
  return async (readerId: string): Promise<number> => {
    // A running build can't complete the dropped ring, so the loop begins another build.
    await rings.drop(readerId);
    const { ring } = await keeper.ensure(readerId);
    return ringNewestFirst(ring.bytes, ring.completeFrom).length;
  };
}
