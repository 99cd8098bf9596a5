import type { RingStore } from '../ports.ts';
import { ringNewestFirst } from './ring.ts';
import type { RingKeeper } from './ring-keeper.ts';

/**
 * Drops a reader's ring and builds it anew; reads meanwhile are answered from the authors' lists.
 *
 * @returns how many entries the new one has
 */
export function ringRebuild(
  rings: Pick<RingStore, 'drop'>,
  keeper: Pick<RingKeeper, 'ensure'>,
): (readerId: string) => Promise<number> {
  return async (readerId) => {
    // A build that is under way completes the ring that it began, and that one is gone: another is begun.
    await rings.drop(readerId);
    const { ring } = await keeper.ensure(readerId);
    return ringNewestFirst(ring.bytes, ring.completeFrom).length;
  };
}
