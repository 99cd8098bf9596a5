/** Where the age of what waits can be told: the time of the oldest entry that is not fanned out, or of the announcement. */
export function deliveredWatermarkByAge(
  /** No entry that is not yet announced to us was made before this; milliseconds since 1970. */
  announcedWatermarkMs: () => Promise<number>,
  /** When the oldest announced entry that is not fanned out was made; undefined when there is none. */
  oldestUnfinishedMs: () => Promise<number | undefined>,
): () => Promise<number> {
  return async () => {
    // In this order: what leaves the first while we ask shows up in the second.
    const watermarkMs = await announcedWatermarkMs();
    return Math.min(watermarkMs, (await oldestUnfinishedMs()) ?? watermarkMs);
  };
}

/** Of each partition of the log an offset: the end it had, or below what all is done. */
export type Offsets = ReadonlyMap<number, number>;

export interface LogSnapshot {
  /** Every entry made before this was on the log before `ends` were read; milliseconds since 1970. */
  readonly watermarkMs: number;
  readonly ends: Offsets;
  /** What each reader of the log has done, read after `ends`: the group that fans out, and this process for itself. */
  readonly done: readonly Offsets[];
}

/**
 * Finds out until when all entries are fanned out where nobody can tell the age of what waits: a look says which offsets
 * hold everything that was announced then, and later looks say when all of it is done. A process needs no word from the
 * others, living or dead: the offsets that the group committed are what they have to say.
 */
export interface DeliveredWatermarkTracker {
  /** Until when all is fanned out, as of this look; never goes back. Undefined while nothing is known. */
  look(look: LogSnapshot): number | undefined;
}

/** Looks that wait to be done; of more, every second one is forgotten, which only makes the answer coarser. */
const maxWaiting = 64;

export function deliveredWatermarkTracker(): DeliveredWatermarkTracker {
  let waiting: { readonly watermarkMs: number; readonly ends: Offsets }[] = [];
  let deliveredWatermarkMs: number | undefined;
  return {
    look({ watermarkMs, ends, done }) {
      waiting.push({ watermarkMs, ends });
      if (waiting.length > maxWaiting) waiting = waiting.filter((_, index) => index % 2 === 0);
      const reached = waiting.findLastIndex((each) => done.every((of) => covers(of, each.ends)));
      if (reached >= 0) {
        // A later look may have asked a process whose clock is behind.
        for (const each of waiting.splice(0, reached + 1)) {
          deliveredWatermarkMs = Math.max(deliveredWatermarkMs ?? each.watermarkMs, each.watermarkMs);
        }
      }
      return deliveredWatermarkMs;
    },
  };
}

function covers(done: Offsets, ends: Offsets): boolean {
  for (const [partition, end] of ends) if (end > 0 && (done.get(partition) ?? 0) < end) return false;
  return true;
}
