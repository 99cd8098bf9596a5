/**
 * The delivered watermark where the age of waiting events is known: the time of the oldest entry that is not fanned out, or
 * else the announced watermark.
 */
export function deliveredWatermarkByAge(
  /** Entries that are not announced yet are not older than this; milliseconds since 1970. */
  announcedWatermarkMs: () => Promise<number>,
  /** The time of the oldest entry that is announced but not fanned out; undefined when there is none. */
  oldestUnfinishedMs: () => Promise<number | undefined>,
): () => Promise<number> {
  return async () => {
    // In this order: an entry that is announced between the two reads is then seen by the second.
    const watermarkMs = await announcedWatermarkMs();
    return Math.min(watermarkMs, (await oldestUnfinishedMs()) ?? watermarkMs);
  };
}

/** An offset of each partition of the log: its end, or the offset below which a reader is done. */
export type Offsets = ReadonlyMap<number, number>;

export interface LogSnapshot {
  /** Every entry before this time was on the log before `ends` were read; milliseconds since 1970. */
  readonly watermarkMs: number;
  readonly ends: Offsets;
  /** The offsets of each reader of the log, read after `ends`: those of the fan-out group and of this process's own reader. */
  readonly done: readonly Offsets[];
}

/**
 * Finds the delivered watermark where the age of waiting events is unknown. A look records the ends of the log with the
 * announced watermark; once every reader has passed these ends, that watermark is delivered. The committed offsets of the
 * group cover all processes, so a process needs no answer from the others.
 */
export interface DeliveredWatermarkTracker {
  /** The delivered watermark as of this look; it never falls. Undefined before the first is known. */
  look(look: LogSnapshot): number | undefined;
}

/** The most looks that wait. Beyond this every second one is dropped, which only makes the watermark rise in larger steps. */
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
        // A later look may have a lower watermark, from a process whose clock is behind.
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
