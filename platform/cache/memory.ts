import type { Clock } from '../clock.ts';
import { type Cache, TOMBSTONE_MS } from './port.ts';
import { sieveCache } from './sieve-cache.ts';

export interface MemoryCacheOptions {
  clock: Clock;
  /** The memory that all entries may take. */
  maxBytes: number;
  tombstoneMs?: number;
}

export interface CacheFigures {
  hits: number;
  misses: number;
  entries: number;
  bytes: number;
}

export interface MemoryCache<V> extends Cache<V> {
  figures(): CacheFigures;
}

interface Living<V> {
  readonly value: V;
  readonly endsMs: number;
}

/** A cache in this process. Unread entries are evicted first. */
export function memoryCache<V extends NonNullable<unknown>>(options: MemoryCacheOptions): MemoryCache<V> {
  const { clock, maxBytes, tombstoneMs = TOMBSTONE_MS } = options;
  const entries = sieveCache<Living<V>>({ maxBytes });
  // Apart from the entries, so that entries cannot evict a tombstone before it expires.
  const tombstones = new Map<string, number>();
  let hits = 0;
  let misses = 0;

  /** All tombstones live equally long and new ones go to the end, so the first ones expire first. */
  const bury = (key: string, nowMs: number) => {
    for (const [old, endsMs] of tombstones) {
      if (endsMs > nowMs) break;
      tombstones.delete(old);
    }
    tombstones.delete(key);
    tombstones.set(key, nowMs + tombstoneMs);
  };

  return {
    async getMany(keys) {
      // One clock read for all keys of a call.
      const nowMs = clock.monotonicMs();
      return keys.map((key) => {
        const living = entries.get(key);
        if (living === undefined || living.endsMs < nowMs) {
          misses++;
          return undefined;
        }
        hits++;
        return living.value;
      });
    },
    async putIfAbsent(key, value, ttlMs) {
      const nowMs = clock.monotonicMs();
      if (
        (tombstones.get(key) ?? 0) > nowMs ||
        (entries.get(key)?.endsMs ?? Number.NEGATIVE_INFINITY) >= nowMs
      )
        return false;
      entries.set(key, { value, endsMs: nowMs + ttlMs });
      return true;
    },
    async invalidate(keys) {
      const nowMs = clock.monotonicMs();
      for (const key of keys) {
        entries.delete(key);
        bury(key, nowMs);
      }
    },
    figures: () => ({ hits, misses, entries: entries.entries, bytes: entries.bytes }),
  };
}
