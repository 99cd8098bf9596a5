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
  /** Until when all entries are announced and fanned out; milliseconds since 1970. */
  readonly deliveredWatermarkMs: () => Promise<number>;
  /** One answer serves for this long, in milliseconds. */
  readonly reuseMs: number;
}

const lowestId = '0'.repeat(19);

export function lowWatermark(options: LowWatermarkOptions): LowWatermark {
  const { clock, times, skewMs, deliveredWatermarkMs, reuseMs } = options;
  const own = background();
  // No time before the first id has one of 19 digits; every id is above this.
  let highest = lowestId;
  let takenAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<string> | undefined;

  const ask = async (): Promise<string> => {
    const startedMs = clock.monotonicMs();
    const id = times.idAtTime((await deliveredWatermarkMs()) - skewMs);
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
