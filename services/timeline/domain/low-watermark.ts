import { background } from '../../../platform/background.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { IdTimes } from './folding.ts';

/**
 * The low watermark: every entry with an id below it stands in every timeline it belongs to. It only rises, so one that
 * was asked for a moment ago is true, if a little low.
 */
export interface LowWatermark {
  now(): Promise<string>;
}

export interface LowWatermarkOptions {
  readonly clock: Clock;
  readonly times: IdTimes;
  /** How far clocks of machines may differ, and how long an id may wait for its commit, in milliseconds. */
  readonly skewMs: number;
  /** No entry that is not yet announced to us was made before this; milliseconds since 1970. Asked for first. */
  readonly announcedUntilMs: () => Promise<number>;
  /** When the oldest announced entry that is not fanned out was made; undefined when there is none. */
  readonly oldestUnfinishedMs: () => Promise<number | undefined>;
  /** One answer serves for this long, in milliseconds. */
  readonly reuseMs: number;
}

const lowestId = '0'.repeat(19);

export function lowWatermark(options: LowWatermarkOptions): LowWatermark {
  const { clock, times, skewMs, announcedUntilMs, oldestUnfinishedMs, reuseMs } = options;
  const own = background();
  // No time before the first id has one of 19 digits; every id is above this.
  let highest = lowestId;
  let takenAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const startedMs = clock.monotonicMs();
    // In this order: what leaves the first while we ask shows up in the second.
    const announcedMs = await announcedUntilMs();
    const unfinishedMs = await oldestUnfinishedMs();
    const id = times.idAtTime(Math.min(announcedMs, unfinishedMs ?? announcedMs) - skewMs);
    if (id > highest) highest = id;
    takenAtMs = startedMs;
    return highest;
  };

  return {
    async now() {
      if (clock.monotonicMs() - takenAtMs < reuseMs) return highest;
      asking ??= own(ask).finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
