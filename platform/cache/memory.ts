import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { type Cache, TOMBSTONE_MS } from './port.ts';

export interface MemoryCacheOptions<V> {
  clock: Clock;
  maxEntries: number;
  /** A bound on the sum of `bytesOf`, which must then be given. */
  maxBytes?: number;
  /** At least 1. Count what the value keeps alive, roughly. */
  bytesOf?: (value: V) => number;
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

/** Within one process: the least recently used goes first. */
export function memoryCache<V extends NonNullable<unknown>>(options: MemoryCacheOptions<V>): MemoryCache<V> {
  const { clock, maxEntries, maxBytes, bytesOf, tombstoneMs = TOMBSTONE_MS } = options;
  if (maxBytes !== undefined && !bytesOf) throw new Error('maxBytes needs bytesOf');
  // One look at the clock for all keys of a call. Plus 1: lru-cache takes a start of 0 for no life at all.
  let nowMs = 0;
  const look = () => {
    nowMs = clock.monotonicMs();
    return nowMs;
  };
  const life = { perf: { now: () => nowMs + 1 }, ttlResolution: 0 };
  const size = maxBytes !== undefined && bytesOf ? { maxSize: maxBytes, sizeCalculation: bytesOf } : {};
  const entries = new LRUCache<string, V>({ max: maxEntries, ...life, ...size });
  // Apart from the entries, so that no pressure of entries can push a tombstone out before its time.
  const tombstones = new Map<string, number>();
  let hits = 0;
  let misses = 0;

  /** Tombstones all last equally long and a new one goes to the end: the first ones end first. */
  const bury = (key: string) => {
    for (const [old, endsMs] of tombstones) {
      if (endsMs > nowMs) break;
      tombstones.delete(old);
    }
    tombstones.delete(key);
    tombstones.set(key, nowMs + tombstoneMs);
  };

  return {
    async getMany(keys) {
      look();
      return keys.map((key) => {
        const value = entries.get(key);
        if (value === undefined) misses++;
        else hits++;
        return value;
      });
    },
    async putIfAbsent(key, value, ttlMs) {
      if ((tombstones.get(key) ?? 0) > look() || entries.has(key)) return false;
      entries.set(key, value, { ttl: ttlMs });
      return true;
    },
    async invalidate(keys) {
      look();
      for (const key of keys) {
        entries.delete(key);
        bury(key);
      }
    },
    figures: () => ({ hits, misses, entries: entries.size, bytes: entries.calculatedSize }),
  };
}
