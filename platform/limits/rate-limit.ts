import { type Caller, isUser } from '../auth/caller.ts';
import { DomainError } from '../domain-error.ts';
import { isLoopback } from './address.ts';
import type { RateLimiter } from './port.ts';

/** One count that a call has to pass. */
export interface Limit {
  readonly limiter: RateLimiter;
  readonly key: string;
}

/**
 * Takes a point of each limit, in order. After a refusal the later ones are left alone: an address that is over
 * its limit can't use up a handle's. Put the address first. Answers how many uses the last one has left.
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

/** Whom limits do not hold: an operator on this machine, such as the seeder. */
export function isExempt(caller: Caller): boolean {
  return isUser(caller) && caller.role === 'operator' && isLoopback(caller.address);
}
