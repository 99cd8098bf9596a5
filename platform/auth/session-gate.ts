import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';

/** Whether the session behind a genuine token still lives. */
export interface SessionGate {
  /**
   * Synchronous when the answer is at hand.
   *
   * @throws DomainError (or rejects with it) SESSION_REVOKED; rejects with the look-up's error when it fails
   */
  check(sessionId: string): void | Promise<void>;
}

export interface CachedSessionGate extends SessionGate {
  /** Ends the session here at once and for good; a look-up under way can't bring it back. */
  revoked(sessionId: string): void;
}

/**
 * Remembers living sessions for `ttlMs`: the longest that another process's sign-out takes to be seen here. A
 * look-up's no is not remembered, for a replica may not have the session yet; `revoked` is.
 *
 * @param lookup whether the session lives, from where sessions are kept
 */
export function cachedSessionGate(
  lookup: (sessionId: string) => boolean | Promise<boolean>,
  { ttlMs, max = 100_000, clock }: { ttlMs: number; max?: number; clock: Clock },
): CachedSessionGate {
  /** Until when a session counts as living by the monotonic clock; 0 is revoked. */
  const livesUntilMs = new LRUCache<string, number>({ max });
  const underway = new Map<string, Promise<void>>();

  const settle = (sessionId: string, lives: boolean, askedAtMs: number) => {
    if (!lives || livesUntilMs.get(sessionId) === 0) throw revokedError();
    // From the question on, not from the answer: the answer may have been on its way for a while.
    livesUntilMs.set(sessionId, askedAtMs + ttlMs);
  };

  return {
    check(sessionId) {
      const nowMs = clock.monotonicMs();
      const untilMs = livesUntilMs.get(sessionId);
      if (untilMs === 0) throw revokedError();
      if (untilMs !== undefined && nowMs < untilMs) return;
      const shared = underway.get(sessionId);
      if (shared) return shared;
      const answer = lookup(sessionId);
      if (typeof answer === 'boolean') return settle(sessionId, answer, nowMs);
      const asked = answer
        .then((lives) => settle(sessionId, lives, nowMs))
        .finally(() => underway.delete(sessionId));
      underway.set(sessionId, asked);
      return asked;
    },
    revoked(sessionId) {
      livesUntilMs.set(sessionId, 0);
    },
  };
}

function revokedError(): DomainError {
  return new DomainError('SESSION_REVOKED', 'the session has ended: sign in again');
}
