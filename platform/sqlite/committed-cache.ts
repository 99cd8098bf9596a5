import { ownedCopy } from '../cache/owned-copy.ts';
import { type SieveCache, sieveCache } from '../cache/sieve-cache.ts';
import type { Database } from './database.ts';

/**
 * A cache of committed rows in the only process that writes the database. It is exact without lifetimes or tombstones:
 * a COMMIT drops what its writes changed before any other code runs.
 */
interface Committed<V> {
  get(key: string): V | undefined;
  /** The current state of the cache; read it before rows that are to be cached. */
  moment(): number;
  /** Marks keys as changing; called in the turn of a write. Rejected writes may call it too. */
  changing(...keys: readonly string[]): void;
  /** The same for a write that may change any key. */
  changingAll(): void;
}

export interface CommittedCache<V> extends Committed<V> {
  /** Caches rows read since that moment, unless something was committed in between. */
  keep(moment: number, key: string, value: V): void;
}

/** A map under each key that grows with every read. */
export interface CommittedMaps<V> extends Committed<ReadonlyMap<string, V>> {
  /** Adds values read since that moment to the map, unless something was committed in between. */
  add(moment: number, key: string, read: ReadonlyMap<string, V>): void;
}

type Source = Pick<Database, 'afterCommit'>;

/** @param maxBytes the memory for entries; unread ones are evicted first */
export function committedCache<V extends NonNullable<unknown>>(
  db: Source,
  maxBytes: number,
): CommittedCache<V> {
  const known = sieveCache<V>({ maxBytes });
  const committed = forgetting(db, known);
  return {
    ...committed,
    keep(moment, key, value) {
      if (moment === committed.moment()) known.set(key, value);
    },
  };
}

const emptyMapBytes = ownedCopy(new Map()).bytes;

/** @param maxEntries the most entries of one map; a full map is replaced by the latest read */
export function committedMaps<V>(
  db: Source,
  { maxBytes, maxEntries }: { readonly maxBytes: number; readonly maxEntries: number },
): CommittedMaps<V> {
  const known = sieveCache<Map<string, V>>({ maxBytes });
  const committed = forgetting(db, known);
  return {
    ...committed,
    add(moment, key, read) {
      if (moment !== committed.moment()) return;
      const map = known.get(key);
      if (map === undefined || map.size + read.size > maxEntries) return known.set(key, new Map(read));
      const { value: entries, bytes } = ownedCopy(read);
      for (const [name, value] of entries) map.set(name, value);
      known.grew(key, bytes - emptyMapBytes);
    },
  };
}

/** Drops what each COMMIT changed. */
function forgetting<V>(db: Source, known: SieveCache<V>): Committed<V> {
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
    changing(...keys) {
      for (const key of keys) changed.add(key);
    },
    changingAll() {
      allChanged = true;
    },
  };
}
