import type { Database } from '../sqlite/database.ts';
import { keepPlace, type Place } from './sqlite-log.ts';

/** Offsets on their way to the disk: gathered, so that many commits of a group cost one of SQLite's. */
export interface Places {
  /** Resolves when this place, or a later one of the same partition, is kept. */
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
    // Who added them is told; who calls `now` waits for the same.
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
