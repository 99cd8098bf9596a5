import { idOf } from '../../../platform/ids.ts';
import { maxAboveFloor } from '../../../platform/streams/resume-point.ts';
import { ringNewestFirst } from './ring.ts';
import type { UsableRing } from './ring-keeper.ts';

/** The most entries above the floor of a stream that starts. It leaves room for new entries. */
const maxAtStart = maxAboveFloor / 2;

/**
 * Where a stream starts: at the low watermark, if the ring reaches that far. A hanging write or an event that is retried
 * again and again can hold the watermark below the ring's bound; a stream from there would be too old at once. Then the
 * stream starts higher, and only lists show entries that arrive below its start.
 */
export function startFloor({ bytes, completeFrom }: UsableRing, lowWatermarkId: string): string {
  const from = BigInt(lowWatermarkId) > completeFrom ? BigInt(lowWatermarkId) : completeFrom;
  let above = 0;
  for (const { entryId } of ringNewestFirst(bytes, from)) {
    above += 1;
    if (above === maxAtStart) return entryId;
  }
  return idOf(from);
}
