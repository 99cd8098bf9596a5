import type { Database } from '../sqlite/database.ts';
import { keepPlace, type Place } from './sqlite-log.ts';

/** Batches offsets, so that many commits of a group cost one commit of SQLite. */
export interface Places {
  /** Resolves when this offset, or a later one of the same partition, is durable. */
  add(place: Place): Promise<void>;
  now(): Promise<void>;
}

export function gatherPlaces(db: Database, everyMs: number): Places {
  let waiting = new Map<string, Place>();
  let round: PromiseWithResolvers<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const write = async (places: Iterable<Place>): Promise<void> => {
    await db.write((tx) => {
      for (const place of places) keepPlace(tx, place);
    });
  };

  const now = async (): Promise<void> => {
    clearTimeout(timer);
    const [places, kept] = [waiting, round];
    waiting = new Map();
    round = undefined;
    if (!kept) return;
    // `add` reports the failure to its callers; `now` waits for the same write.
    write(places.values()).then(kept.resolve, kept.reject);
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
