/**
 * A bounded store of values that can be read again elsewhere. Any entry may vanish at any time; tombstones last their
 * time. Callers must not change values that they put or get.
 *
 * Consistency: a change of the data calls `invalidate` before it is acknowledged; a reader that missed reads the data
 * and puts it. If the change came in between, the tombstone refuses the old value. A read must therefore finish before
 * a tombstone expires. An entry can only be replaced by invalidating it. An absence may be cached only for ids older
 * than 10 s, because a younger one may still be in transit.
 */
export interface Cache<V> {
  /** One result a key, in the order of the keys: undefined for an entry that is missing, expired or a tombstone. */
  getMany(keys: readonly string[]): Promise<(V | undefined)[]>;
  /** False, and nothing changes, when the key has an entry or a tombstone. */
  putIfAbsent(key: string, value: V, ttlMs: number): Promise<boolean>;
  /** Removes the entries and leaves tombstones, which refuse puts until they expire. */
  invalidate(keys: readonly string[]): Promise<void>;
}

/** How long a tombstone refuses puts: longer than any read that could fill the cache. */
export const TOMBSTONE_MS = 10_000;
