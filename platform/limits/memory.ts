import { sieveCache } from '../cache/sieve-cache.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Allowance, LimitStore, Pauses, RateLimiter, RateLimitResult } from './port.ts';

export interface MemoryAllowance extends Allowance {
  /** The most keys. Default: as many as fit into memory. */
  readonly maxKeys?: number;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

/** The memory for the keys of one allowance: about 35,000 keys. */
export const windowBytes = 8 << 20;

/** A synchronous RateLimiter: a check takes less than a microsecond. */
export interface Windows {
  /** Uses points; the use that passes the limit is the last. Default: one point. */
  take(key: string, used?: number): RateLimitResult;
  reset(key: string): void;
}

/**
 * Counts in this process. It keeps as many keys as `windowBytes` holds. A client with more addresses than that evades
 * the limit per address but cannot fill the memory.
 */
export function memoryWindows(allowance: MemoryAllowance): Windows {
  const { points, windowMs, maxKeys, clock = systemClock } = allowance;
  const windows = sieveCache<{ used: number; endsMs: number }>({ max: maxKeys, maxBytes: windowBytes });
  return {
    take(key, used = 1) {
      const nowMs = clock.monotonicMs();
      const window = windows.get(key);
      if (window === undefined || window.endsMs <= nowMs) {
        windows.set(key, { used, endsMs: nowMs + windowMs });
        return { allowed: true, remaining: Math.max(0, points - used) };
      }
      if (window.used >= points) return { allowed: false, retryAfterMs: window.endsMs - nowMs };
      window.used += used;
      return { allowed: true, remaining: Math.max(0, points - window.used) };
    },
    reset: (key) => windows.delete(key),
  };
}

/** `memoryWindows` behind the port. */
export function memoryRateLimiter(allowance: MemoryAllowance): RateLimiter {
  const windows = memoryWindows(allowance);
  return {
    take: async (key) => windows.take(key),
    reset: async (key) => windows.reset(key),
  };
}

/** Keeps as many keys as `windowBytes` holds, as `memoryWindows` does. */
export function memoryPauses({ clock = systemClock }: Pick<MemoryAllowance, 'clock'> = {}): Pauses {
  const endsMs = sieveCache<number>({ maxBytes: windowBytes });
  return {
    leftMs: async (key) => Math.max(0, (endsMs.get(key) ?? 0) - clock.monotonicMs()),
    async begin(key, ms) {
      endsMs.set(key, clock.monotonicMs() + ms);
    },
  };
}

export function memoryLimits(clock: Pick<Clock, 'monotonicMs'>): LimitStore {
  return {
    limiter: (_name, allowance) => memoryRateLimiter({ ...allowance, clock }),
    pauses: () => memoryPauses({ clock }),
  };
}
