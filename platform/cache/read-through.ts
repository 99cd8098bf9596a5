import type { Cache } from './port.ts';

export interface ReadThroughOptions<V> {
  cache: Cache<V>;
  ttlMs: number;
  /** Loads the keys that a call misses, in one batch; absent keys are left out. */
  load: (keys: string[]) => Promise<ReadonlyMap<string, V>>;
  /** Receives failures of the cache. The values are then loaded without it. */
  onError?: (error: unknown) => void;
}

/**
 * Reads through a cache, in the order of the keys. Missing keys are loaded in one batch and put. Keys without a value
 * give undefined and are not cached.
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
