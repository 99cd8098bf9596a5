import type { Cluster } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { memoryPauses, memoryRateLimiter } from './memory.ts';
import type { Allowance, LimitStore, Pauses, RateLimiter } from './port.ts';

export interface RedisLimitOptions {
  readonly client: Cluster;
  /** Separates the limiters of one cluster. */
  readonly name: string;
  readonly onError?: (error: unknown) => void;
}

export type RedisRateLimiterOptions = RedisLimitOptions & Allowance;

/**
 * Counts over all processes of a network. While Redis is unreachable each process counts for itself, so that sign-in
 * neither stops nor becomes unlimited. Windows are whole seconds, rounded up.
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

/** Pauses for all processes. While Redis is unreachable each process keeps its own, as limiters do. */
export function redisPauses({ client, name, onError }: RedisLimitOptions): Pauses {
  const alone = memoryPauses();
  const keyOf = (key: string) => `${name}:${key}`;
  return {
    async leftMs(key) {
      try {
        // Negative for a missing key.
        return Math.max(0, await client.pttl(keyOf(key)));
      } catch (error) {
        onError?.(error);
        return alone.leftMs(key);
      }
    },
    async begin(key, ms) {
      await alone.begin(key, ms);
      await client.set(keyOf(key), '', 'PX', Math.ceil(ms)).catch((error) => onError?.(error));
    },
  };
}

export function redisLimits({ client, name, onError }: RedisLimitOptions): LimitStore {
  const named = (own: string) => ({ client, name: `${name}:${own}`, ...(onError && { onError }) });
  return {
    limiter: (own, allowance) => redisRateLimiter({ ...named(own), ...allowance }),
    pauses: (own) => redisPauses(named(own)),
  };
}
