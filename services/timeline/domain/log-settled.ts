import type { Clock, Timers } from '../../../platform/clock.ts';
import { settledLooks } from './settled.ts';

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

export interface LogSettledOptions {
  readonly clock: Clock & Timers;
  /** Until when entries are announced, over all processes of the post service. */
  readonly announcedUntilMs: () => Promise<number>;
  /** Of the group that fans out. */
  readonly lag: () => Promise<readonly PartitionOffsets[]>;
  /** How far this process is with what it reads for itself alone; undefined before it reads. */
  readonly own: () => readonly OwnOffset[] | undefined;
  /** What some process found before, and where to leave what this one finds: a lower answer is true for ever. */
  readonly remembered: { load(): Promise<number | undefined>; raise(settledMs: number): Promise<unknown> };
  readonly onError: (error: unknown) => void;
}

/** A page waits this long for a new answer and takes the last one then, in milliseconds: a log that is gone stops no reader. */
const patienceMs = 250;
const saveEveryMs = 1_000;

/** Until when all entries are fanned out, from the offsets of the log that all timeline processes share. */
export function settledByLog(options: LogSettledOptions): () => Promise<number> {
  const { clock, announcedUntilMs, lag, own, remembered, onError } = options;
  const looks = settledLooks();
  let settledMs = 0;
  let loaded = false;
  let savedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    if (!loaded) {
      settledMs = Math.max(settledMs, (await remembered.load()) ?? 0);
      loaded = true;
    }
    const announcedMs = await announcedUntilMs();
    const partitions = await lag();
    const places = own();
    if (places === undefined) return;
    const found = looks.look({
      announcedMs,
      ends: new Map(partitions.map(({ partition, end }) => [partition, end])),
      done: [
        new Map(partitions.map(({ partition, committed }) => [partition, committed])),
        new Map(places.map(({ partition, next }) => [partition, next])),
      ],
    });
    if (found === undefined || found <= settledMs) return;
    settledMs = found;
    if (clock.monotonicMs() - savedAtMs < saveEveryMs) return;
    savedAtMs = clock.monotonicMs();
    await remembered.raise(settledMs);
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
    return settledMs;
  };
}
