import type { TimedClock } from '../clock.ts';
import { startSchedule } from '../schedule.ts';
import type { Database } from '../sqlite/database.ts';
import { trimPartition } from './sqlite-log.ts';

const EVERY_MS = 600_000;
/** Small enough to keep a turn of the event loop short. */
const AT_ONCE = 1_000;

export interface RetentionOptions {
  db: Database;
  clock: TimedClock;
  retentionMs: number;
  onError?: ((error: unknown) => void) | undefined;
}

/** Retention: deletes old records that every group has processed. */
export function retention({ db, clock, retentionMs, onError }: RetentionOptions) {
  const trim = async (signal?: AbortSignal): Promise<number> => {
    const beforeMs = clock.nowMs() - retentionMs;
    const partitions = db.read((rows) =>
      rows.all<{ topic: string; partition: number }>('SELECT topic, partition FROM head'),
    );
    let trimmed = 0;
    for (const { topic, partition } of partitions) {
      for (let went = AT_ONCE; went === AT_ONCE && !signal?.aborted; trimmed += went) {
        went = await db.write((tx) => trimPartition(tx, { topic, partition, beforeMs, limit: AT_ONCE }));
      }
    }
    return trimmed;
  };
  const schedule = startSchedule({
    clock,
    everyMs: EVERY_MS,
    work: async (signal) => void (await trim(signal)),
    onRound: ({ error }) => error !== undefined && onError?.(error),
  });
  return { trim: () => trim(), stop: () => schedule.stop() };
}
