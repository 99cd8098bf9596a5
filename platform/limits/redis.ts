import type { Cluster } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { memoryRateLimiter } from './memory.ts';
import type { Allowance, RateLimiter } from './port.ts';

export interface RedisRateLimiterOptions extends Allowance {
  readonly client: Cluster;
  /** Tells the limiters of one cluster apart. */
  readonly name: string;
  readonly onError?: (error: unknown) => void;
}

/**
 * Counts for all processes of a network together. While Redis can't be reached each process counts for itself: sign-in
 * must neither stop with it nor become free. Windows are whole seconds, rounded up.
 */
export function redisRateLimiter(options: RedisRateLimiterOptions): RateLimiter {
  const { client, name, points, windowMs, onError } = options;
  const duration = Math.ceil(windowMs / 1000);
  const counts = new RateLimiterRedis({ storeClient: client, keyPrefix: name, points, duration });
  const alone = memoryRateLimiter({ points, windowMs });
  return {
    async take(key) {
      try {
        const { remainingPoints } = await counts.consume(key);
        return { allowed: true, remaining: remainingPoints };
      } catch (refused) {
        if (refused instanceof RateLimiterRes) {
          return { allowed: false, retryAfterMs: Math.max(1, refused.msBeforeNext) };
        }
        onError?.(refused);
        return alone.take(key);
      }
    },
    async reset(key) {
      await alone.reset(key);
      await counts.delete(key);
    },
  };
}
