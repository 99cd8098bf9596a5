import { sieveCache } from '../cache/sieve-cache.ts';
import type { Database } from './database.ts';

/**
 * A cache of committed rows in the only process that writes the database. It is exact without lifetimes or tombstones:
 * when reads see a commit, it has dropped what its writes changed.
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
  db: Pick<Database, 'onCommit'>,
  maxBytes: number,
): CommittedCache<V> {
  const known = sieveCache<V>({ maxBytes });
  let changed = new Set<string>();
  let allChanged = false;
  let commits = 0;
  db.onCommit(() => {
    const keys = changed;
    const all = allChanged;
    changed = new Set();
    allChanged = false;
    return () => {
      commits += 1;
      if (all) known.clear();
      else for (const key of keys) known.delete(key);
    };
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
