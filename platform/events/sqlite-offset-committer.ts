import type { Database } from '../sqlite/database.ts';
import { commitOffset, type PartitionOffset } from './sqlite-log.ts';

/** Batches offsets, so that many commits of a group cost one commit of SQLite. */
export interface SqliteOffsetCommitter {
  /** Resolves when this offset, or a later one of the same partition, is durable. */
  add(place: PartitionOffset): Promise<void>;
  now(): Promise<void>;
}

export function sqliteOffsetCommitter(db: Database, everyMs: number): SqliteOffsetCommitter {
  let waiting = new Map<string, PartitionOffset>();
  let round: PromiseWithResolvers<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const write = async (offsets: Iterable<PartitionOffset>): Promise<void> => {
    await db.write((tx) => {
      for (const place of offsets) commitOffset(tx, place);
    });
  };

  const now = async (): Promise<void> => {
    clearTimeout(timer);
    const [offsets, kept] = [waiting, round];
    waiting = new Map();
    round = undefined;
    if (!kept) return;
    // `add` reports the failure to its callers; `now` waits for the same write.
    write(offsets.values()).then(kept.resolve, kept.reject);
    await kept.promise;
  };

  return {
    add(place) {
      waiting.set(`${place.topic} ${place.group} ${place.partition}`, place);
      if (!round) {
        round = Promise.withResolvers();
        timer = setTimeout(() => now().catch(() => {}), everyMs);
      }
      return round.promise;
    },
    now,
  };
}
