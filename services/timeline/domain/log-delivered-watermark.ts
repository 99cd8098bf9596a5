import type { Clock, Timers } from '../../../platform/clock.ts';
import { deliveredWatermarkTracker } from './delivered-watermark.ts';

/** One partition of the log: its end, and the offset that the fan-out group has committed. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly end: number;
  readonly committed: number;
}

/** One partition of the log: the next offset of this process's own reader. */
export interface OwnOffset {
  readonly partition: number;
  readonly next: number;
}

export interface LogDeliveredWatermarkOptions {
  readonly clock: Clock & Timers;
  /** The announced watermark over all processes of the post service; milliseconds since 1970. */
  readonly announcedWatermarkMs: () => Promise<number>;
  /** The partitions as the fan-out group sees them. */
  readonly lag: () => Promise<readonly PartitionOffsets[]>;
  /** The offsets of this process's own reader; undefined before it reads. */
  readonly own: () => readonly OwnOffset[] | undefined;
  /** The highest watermark that any process found. A lower value stays true forever. */
  readonly register: {
    load(): Promise<number | undefined>;
    raise(deliveredWatermarkMs: number): Promise<unknown>;
  };
  readonly onError: (error: unknown) => void;
}

/**
 * How long a page waits for a new value before it uses the last one, in milliseconds. A log that is down delays no reader
 * longer.
 */
const maxWaitMs = 250;
const saveEveryMs = 1_000;

/** The time before which every entry is fanned out, from the committed offsets that all timeline processes share. */
export function deliveredWatermarkByLog(options: LogDeliveredWatermarkOptions): () => Promise<number> {
  const { clock, announcedWatermarkMs, lag, own, register, onError } = options;
  const looks = deliveredWatermarkTracker();
  let deliveredWatermarkMs = 0;
  let loaded = false;
  let savedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    if (!loaded) {
      deliveredWatermarkMs = Math.max(deliveredWatermarkMs, (await register.load()) ?? 0);
      loaded = true;
    }
    const watermarkMs = await announcedWatermarkMs();
    const partitions = await lag();
    const offsets = own();
    if (offsets === undefined) return;
    const found = looks.look({
      watermarkMs,
      ends: new Map(partitions.map(({ partition, end }) => [partition, end])),
      done: [
        new Map(partitions.map(({ partition, committed }) => [partition, committed])),
        new Map(offsets.map(({ partition, next }) => [partition, next])),
      ],
    });
    if (found === undefined || found <= deliveredWatermarkMs) return;
    deliveredWatermarkMs = found;
    if (clock.monotonicMs() - savedAtMs < saveEveryMs) return;
    savedAtMs = clock.monotonicMs();
    await register.raise(deliveredWatermarkMs);
  };

  return async () => {
    looking ??= look()
      .catch(onError)
      .finally(() => {
        looking = undefined;
      });
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(maxWaitMs, resolve);
    await Promise.race([looking, promise]);
    cancel();
    return deliveredWatermarkMs;
  };
}
