import { type Caller, isUser } from '../auth/caller.ts';
import { DomainError } from '../domain-error.ts';
import { isLoopback } from './address.ts';
import type { RateLimiter } from './port.ts';

/** One limit that a call is counted against. */
export interface Limit {
  readonly limiter: RateLimiter;
  readonly key: string;
}

/**
 * Uses a point of each limit, in order. After a refusal the later limits are untouched, so an address over its limit
 * cannot use up the limit of a handle. Put the address first. Gives the remaining uses of the last limit.
 *
 * @throws DomainError RATE_LIMITED with retryAfterMs
 */
export async function rateLimit(limits: readonly Limit[]): Promise<number> {
  let left = Number.POSITIVE_INFINITY;
  for (const { limiter, key } of limits) {
    const taken = await limiter.take(key);
    if (!taken.allowed) {
      throw new DomainError('RATE_LIMITED', 'too many attempts: try again later', {
        retryAfterMs: taken.retryAfterMs,
      });
    }
    left = taken.remaining;
  }
  return left;
}

/** Whether limits do not apply: to an operator on this machine, such as the seeder. */
export function isExempt(caller: Caller): boolean {
  return isUser(caller) && caller.role === 'operator' && isLoopback(caller.address);
}
