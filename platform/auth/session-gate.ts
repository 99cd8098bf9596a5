import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';

/** The session behind a genuine access token, and of which of its refresh tokens the bearer has had the answer. */
export interface SessionShown {
  readonly sessionId: string;
  readonly generation: number;
}

/** Whether the session behind a genuine token still lives. */
export interface SessionGate {
  /**
   * Synchronous when the answer is at hand. Where sessions are kept hears of every generation before it is accepted.
   *
   * @throws DomainError (or rejects with it) SESSION_REVOKED; rejects with the look-up's error when it fails
   */
  check(shown: SessionShown): void | Promise<void>;
}

export interface CachedSessionGate extends SessionGate {
  /** Ends the session here at once and for good; a look-up under way can't bring it back. */
  revoked(sessionId: string): void;
}

/**
 * Remembers living sessions for `ttlMs`: the longest that another process's sign-out takes to be seen here. A
 * look-up's no is not remembered, for a replica may not have the session yet; `revoked` is. A generation that was not
 * seen here is looked up at once.
 *
 * @param lookup whether the session lives, from where sessions are kept; told is the generation that was shown
 */
export function cachedSessionGate(
  lookup: (shown: SessionShown) => boolean | Promise<boolean>,
  { ttlMs, max = 100_000, clock }: { ttlMs: number; max?: number; clock: Clock },
): CachedSessionGate {
  /** Until when a session counts as living by the monotonic clock, 0 is revoked; and the highest generation told. */
  const known = new LRUCache<string, { readonly livesUntilMs: number; readonly generation: number }>({ max });
  const underway = new Map<string, Promise<void>>();

  const settle = ({ sessionId, generation }: SessionShown, lives: boolean, askedAtMs: number) => {
    const before = known.get(sessionId);
    if (!lives || before?.livesUntilMs === 0) throw revokedError();
    known.set(sessionId, {
      // From the question on, not from the answer: the answer may have been on its way for a while.
      livesUntilMs: askedAtMs + ttlMs,
      generation: Math.max(generation, before?.generation ?? 0),
    });
  };

  return {
    check({ sessionId, generation }) {
      const nowMs = clock.monotonicMs();
      const session = known.get(sessionId);
      if (session?.livesUntilMs === 0) throw revokedError();
      if (session !== undefined && nowMs < session.livesUntilMs && generation <= session.generation) return;
      const question = `${sessionId} ${generation}`;
      const shared = underway.get(question);
      if (shared) return shared;
      const shown = { sessionId, generation };
      const answer = lookup(shown);
      if (typeof answer === 'boolean') return settle(shown, answer, nowMs);
      const asked = answer
        .then((lives) => settle(shown, lives, nowMs))
        .finally(() => underway.delete(question));
      underway.set(question, asked);
      return asked;
    },
    revoked(sessionId) {
      known.set(sessionId, { livesUntilMs: 0, generation: 0 });
    },
  };
}

function revokedError(): DomainError {
  return new DomainError('SESSION_REVOKED', 'the session has ended: sign in again');
}
