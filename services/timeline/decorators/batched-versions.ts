import { batched } from '../../../platform/batched.ts';
import type { ReadHomeVersions } from '../domain/home-versions.ts';
import type { LowWatermark } from '../domain/low-watermark.ts';
import type { RingStore, ViewerGraphs } from '../ports.ts';

export interface BatchedVersionsOptions {
  readonly watermark: LowWatermark;
  readonly graphs: Pick<ViewerGraphs, 'versions'>;
  readonly rings: Pick<RingStore, 'versions'>;
  /** Runs its argument when the batch is to be sent. */
  readonly later: (run: () => void) => void;
}

/** Reads the versions for many streams at once: one question to each store, however many streams are idle. */
export function batchedVersions({
  watermark,
  graphs,
  rings,
  later,
}: BatchedVersionsOptions): ReadHomeVersions {
  return batched({
    later,
    async ask(readerIds: readonly string[]) {
      const lowWatermarkId = await watermark.now();
      const unique = [...new Set(readerIds)];
      const [graphVersions, ringVersions] = await Promise.all([
        graphs.versions(unique),
        rings.versions(unique),
      ]);
      const byReader = new Map(
        unique.map((id, i) => [id, { lowWatermarkId, graph: graphVersions[i]!, ring: ringVersions[i] }]),
      );
      return readerIds.map((id) => byReader.get(id)!);
    },
  });
}
