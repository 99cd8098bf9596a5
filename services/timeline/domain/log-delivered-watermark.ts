import type { Clock, Timers } from '../../../platform/clock.ts';
import { deliveredWatermarkTracker } from './delivered-watermark.ts';

/** Of one partition of the log: its end, and how far the group that fans out is. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly end: number;
  readonly committed: number;
}

/** Of one partition of the log: the next offset that this process reads for itself. */
export interface OwnOffset {
  readonly partition: number;
  readonly next: number;
}

export interface LogDeliveredWatermarkOptions {
  readonly clock: Clock & Timers;
  /** Until when entries are announced, over all processes of the post service. */
  readonly announcedWatermarkMs: () => Promise<number>;
  /** Of the group that fans out. */
  readonly lag: () => Promise<readonly PartitionOffsets[]>;
  /** How far this process is with what it reads for itself alone; undefined before it reads. */
  readonly own: () => readonly OwnOffset[] | undefined;
  /** What some process found before, and where to leave what this one finds: a lower answer is true for ever. */
  readonly register: {
    load(): Promise<number | undefined>;
    raise(deliveredWatermarkMs: number): Promise<unknown>;
  };
  readonly onError: (error: unknown) => void;
}

/** A page waits this long for a new answer and takes the last one then, in milliseconds: a log that is gone stops no reader. */
const patienceMs = 250;
const saveEveryMs = 1_000;

/** Until when all entries are fanned out, from the offsets of the log that all timeline processes share. */
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
    const cancel = clock.after(patienceMs, resolve);
    await Promise.race([looking, promise]);
    cancel();
    return deliveredWatermarkMs;
  };
}
