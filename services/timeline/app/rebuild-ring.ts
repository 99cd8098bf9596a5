import { ringNewestFirst } from '../domain/ring.ts';
import type { RingKeeper } from '../domain/ring-keeper.ts';
import type { RingStore } from '../ports.ts';

/** Drops a reader's ring and builds it again; reads meanwhile are answered from the authors' lists. */
export function rebuildRing({
  rings,
  keeper,
}: {
  rings: Pick<RingStore, 'drop'>;
  keeper: Pick<RingKeeper, 'ensure'>;
}) {
  /** Answers how many entries the new ring has. */
  return async (readerId: string): Promise<number> => {
    // A build that runs completes the ring that it began, which no longer exists: another build begins.
    await rings.drop(readerId);
    const { ring } = await keeper.ensure(readerId);
    return ringNewestFirst(ring.bytes, ring.completeFrom).length;
  };
}
