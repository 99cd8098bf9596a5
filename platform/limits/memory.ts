import { bounded } from '../cache/bounded.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Allowance, LimitStore, Pauses, RateLimiter, Taken } from './port.ts';

export interface MemoryAllowance extends Allowance {
  /** How many keys are kept at the most; as many as there is memory for without. */
  readonly maxKeys?: number;
  readonly clock?: Pick<Clock, 'monotonicMs'>;
}

/** What the keys of one allowance may take in memory: some 35,000 of them. */
export const windowBytes = 8 << 20;

/** A RateLimiter that answers at once: a look takes less than a microsecond. */
export interface Windows {
  take(key: string): Taken;
  reset(key: string): void;
}

/**
 * Counts in this process. It keeps as many keys as `windowBytes` holds: whoever comes from more addresses than that is not
 * stopped by a limit per address, but never fills the memory.
 */
export function memoryWindows(allowance: MemoryAllowance): Windows {
  const { points, windowMs, maxKeys, clock = systemClock } = allowance;
  const windows = bounded<{ used: number; endsMs: number }>({ max: maxKeys, maxBytes: windowBytes });
  return {
    take(key) {
      const nowMs = clock.monotonicMs();
      const window = windows.get(key);
      if (window === undefined || window.endsMs <= nowMs) {
        windows.set(key, { used: 1, endsMs: nowMs + windowMs });
        return { allowed: true, remaining: points - 1 };
      }
      if (window.used >= points) return { allowed: false, retryAfterMs: window.endsMs - nowMs };
      window.used += 1;
      return { allowed: true, remaining: points - window.used };
    },
    reset: (key) => windows.delete(key),
  };
}

/** `memoryWindows` as the port has it. */
export function memoryRateLimiter(allowance: MemoryAllowance): RateLimiter {
  const windows = memoryWindows(allowance);
  return {
    take: async (key) => windows.take(key),
    reset: async (key) => windows.reset(key),
  };
}

/** It keeps as many keys as `windowBytes` holds, as `memoryWindows` does. */
export function memoryPauses({ clock = systemClock }: Pick<MemoryAllowance, 'clock'> = {}): Pauses {
  const endsMs = bounded<number>({ maxBytes: windowBytes });
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
