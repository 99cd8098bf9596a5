import { background } from '../../../platform/background.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { IdTimes } from './folding.ts';

/**
 * The low watermark: every entry with an id below it is in every timeline it belongs to. It only rises, so an older answer is
 * still true, only lower.
 */
export interface LowWatermark {
  now(): Promise<string>;
}

export interface LowWatermarkOptions {
  readonly clock: Clock;
  readonly times: IdTimes;
  /** The allowed difference between clocks of machines, which also covers how long an id waits for its commit; milliseconds. */
  readonly skewMs: number;
  /** The time before which all entries are announced and fanned out; milliseconds since 1970. */
  readonly deliveredWatermarkMs: () => Promise<number>;
  /** How long one answer is reused, in milliseconds. */
  readonly reuseMs: number;
}

const lowestId = '0'.repeat(19);

export function lowWatermark(options: LowWatermarkOptions): LowWatermark {
  const { clock, times, skewMs, deliveredWatermarkMs, reuseMs } = options;
  const inBackground = background();
  // Times before the first 19-digit id have no id. This value is below every id.
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
      asking ??= inBackground(ask).finally(() => {
        asking = undefined;
      });
      return asking;
    },
  };
}
