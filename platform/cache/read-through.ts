import type { Cache } from './port.ts';

export interface ReadThroughOptions<V> {
  cache: Cache<V>;
  ttlMs: number;
  /** What there is of the keys; the others are left out. Asked once for all that a call misses. */
  load: (keys: string[]) => Promise<ReadonlyMap<string, V>>;
  /** A cache that fails is passed by: its failures come here. */
  onError?: (error: unknown) => void;
}

/**
 * Reads through a cache, in the order of the keys: what it misses is loaded in one batch and put. What is not there is
 * undefined and not cached.
 */
export function readThrough<V>({ cache, ttlMs, load, onError }: ReadThroughOptions<V>) {
  return async (keys: readonly string[]): Promise<(V | undefined)[]> => {
    const found = await cache.getMany(keys).catch((error): (V | undefined)[] => {
      onError?.(error);
      return [];
    });
    const missing = keys.filter((_, i) => found[i] === undefined);
    if (missing.length === 0) return found;
    const loaded = await load(missing);
    for (const [key, value] of loaded) {
      cache.putIfAbsent(key, value, ttlMs).catch((error) => onError?.(error));
    }
    return keys.map((key, i) => found[i] ?? loaded.get(key));
  };
}
