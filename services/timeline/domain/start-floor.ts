import { idOf } from '../../../platform/ids.ts';
import { maxAboveFloor } from '../../../platform/streams/resume-point.ts';
import { ringNewestFirst } from './ring.ts';
import type { UsableRing } from './ring-keeper.ts';

/** Entries above the floor of a stream that starts, at the most: there must be room for what comes. */
const maxAtStart = maxAboveFloor / 2;

/**
 * Where a stream starts: at the low watermark. While something holds that down for very long (a write that hangs, an event
 * that is tried again and again), the ring begins above it, and a stream from there would be too old before it began. Then
 * it starts further up, and what is that late is seen in lists only.
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
