import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance, RateLimiter } from './port.ts';

/**
 * Counts in this process. It keeps at most `maxKeys` keys: whoever comes from more addresses than that is not
 * stopped by a limit per address, but never fills the memory.
 */
export function memoryRateLimiter({
  points,
  windowMs,
  maxKeys = 100_000,
}: Allowance & { maxKeys?: number }): RateLimiter {
  const counts = new RateLimiterMemory({ points, duration: windowMs / 1000 });
  const keys = new LRUCache<string, true>({
    max: maxKeys,
    // RateLimiterMemory has no bound of its own. Evicted, not merely set anew: only then the count goes.
    dispose: (_, key, reason) => {
      if (reason === 'evict') void counts.delete(key);
    },
  });

  return {
    async take(key) {
      keys.set(key, true);
      try {
        const { remainingPoints } = await counts.consume(key);
        return { allowed: true, remaining: remainingPoints };
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return { allowed: false, retryAfterMs: Math.max(1, refused.msBeforeNext) };
      }
    },
    async reset(key) {
      keys.delete(key);
      await counts.delete(key);
    },
  };
}
