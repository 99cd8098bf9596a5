/**
 * A bounded store of what can be had again: any entry may vanish at any time, except tombstones, which last
 * their time. Values are not changed by whoever puts or gets them.
 *
 * How a cache stays right: a change of the data calls `invalidate` before it is acknowledged; a reader that
 * missed reads the data and puts it. If the change came in between, the tombstone refuses the old value. A
 * read must therefore not take longer than a tombstone lasts. There is no way to replace an entry but to
 * invalidate it. What is not there is only cached when its id is older than 10 s: a younger one may still be
 * on its way.
 */
export interface Cache<V> {
  /** One entry a key, in the order of the keys: undefined for what is missing, past its life or a tombstone. */
  getMany(keys: readonly string[]): Promise<(V | undefined)[]>;
  /** False, and nothing changes, when the key has an entry or a tombstone. */
  putIfAbsent(key: string, value: V, ttlMs: number): Promise<boolean>;
  /** Takes the entries out and leaves tombstones: for a short while nothing can be put. */
  invalidate(keys: readonly string[]): Promise<void>;
}

/** How long a tombstone refuses fills: longer than any read that could fill takes. */
export const TOMBSTONE_MS = 10_000;
