import type { Cache } from './port.ts';

export interface ReadThroughOptions<V> {
  cache: Cache<V>;
  ttlMs: number;
  /** What there is of the keys; the others are left out. Asked once for all that a call misses. */
  load: (keys: string[]) => Promise<ReadonlyMap<string, V>>;
  /** A cache that fails is passed by: its failures come here. */
  onError?: (error: unknown) => void;
}

/** Reads through a cache: what it misses is loaded in one batch and put. What is not there is not cached. */
export function readThrough<V>({ cache, ttlMs, load, onError }: ReadThroughOptions<V>) {
  return async (keys: readonly string[]): Promise<Map<string, V>> => {
    const found = new Map<string, V>();
    const cached = await cache.getMany(keys).catch((error): (V | undefined)[] => {
      onError?.(error);
      return [];
    });
    const missing: string[] = [];
    for (const [i, key] of keys.entries()) {
      const value = cached[i];
      if (value === undefined) missing.push(key);
      else found.set(key, value);
    }
    if (missing.length === 0) return found;
    const loaded = await load(missing);
    for (const [key, value] of loaded) {
      found.set(key, value);
      cache.putIfAbsent(key, value, ttlMs).catch((error) => onError?.(error));
    }
    return found;
  };
}
