import { sieveCache } from '../cache/sieve-cache.ts';
import type { Database } from './database.ts';

/**
 * A cache of committed rows in the only process that writes the database. It is exact without lifetimes or tombstones:
 * a COMMIT drops what its writes changed before any other code runs.
 */
export interface CommittedCache<V> {
  get(key: string): V | undefined;
  /** The current state of the cache; read it before rows that are to be cached. */
  moment(): number;
  /** Caches rows read since that moment, unless something was committed in between. */
  keep(moment: number, key: string, value: V): void;
  /** Marks keys as changing; called in the turn of a write. Rejected writes may call it too. */
  changing(...keys: readonly string[]): void;
  /** The same for a write that may change any key. */
  changingAll(): void;
}

/** @param maxBytes the memory for entries; unread ones are evicted first */
export function committedCache<V extends NonNullable<unknown>>(
  db: Pick<Database, 'afterCommit'>,
  maxBytes: number,
): CommittedCache<V> {
  const known = sieveCache<V>({ maxBytes });
  const changed = new Set<string>();
  let allChanged = false;
  let commits = 0;
  db.afterCommit(() => {
    commits += 1;
    if (allChanged) known.clear();
    else for (const key of changed) known.delete(key);
    allChanged = false;
    changed.clear();
  });
  return {
    get: (key) => known.get(key),
    moment: () => commits,
    keep(moment, key, value) {
      if (moment === commits) known.set(key, value);
    },
    changing(...keys) {
      for (const key of keys) changed.add(key);
    },
    changingAll() {
      allChanged = true;
    },
  };
}
