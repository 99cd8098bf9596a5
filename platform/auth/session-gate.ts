import { LRUCache } from 'lru-cache';
import type { TimedClock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import type { SessionBearer, SessionState, SessionWatcher } from './session-state.ts';
import { watchedSessions } from './watched-sessions.ts';

/** What stands behind a genuine token: whether its session is open, and what its person may do. */
export interface SessionGate {
  /**
   * Synchronous when the answer is at hand. Where sessions are kept hears of every generation before it is accepted.
   *
   * @throws DomainError (or rejects with it) SESSION_REVOKED; rejects with the look-up's error when it fails
   */
  check(bearer: SessionBearer): SessionState | Promise<SessionState>;
  /**
   * Tells of what happens to a session that was just found open, until the answer is called: at once when it happens
   * here, within `ttlMs` when it happens elsewhere. `ended` is the last that is told.
   */
  watch(bearer: SessionBearer, watcher: SessionWatcher): () => void;
}

export interface CachedSessionGate extends SessionGate {
  /** The session as it was last found; undefined when it was not, or not for long. For what may be a little wrong. */
  known(sessionId: string): SessionState | undefined;
  /** Asks anew, whatever is remembered; watchers have heard what it brings before it is answered. Rejects as `check` does. */
  ask(bearer: SessionBearer): Promise<SessionState>;
  /** Ends the session here at once and for good; a look-up under way can't bring it back. */
  revoked(sessionId: string): void;
  /** What a person may do has changed: every session of theirs is asked about anew. */
  roleChanged(userId: string): void;
}

/** @param lookup the session from where sessions are kept; undefined when it is not open */
export type SessionLookup = (
  bearer: SessionBearer,
) => SessionState | undefined | Promise<SessionState | undefined>;

interface Found {
  readonly userId: string;
  /** The highest that the look-up has been told. */
  readonly generation: number;
  readonly state: SessionState;
  /** By the monotonic clock. */
  readonly untilMs: number;
}

/**
 * Remembers open sessions for `ttlMs`: the longest that another process's sign-out, or another role, takes to be seen
 * here. A look-up's no is not remembered, for a replica may not have the session yet; `revoked` is. A generation that was
 * not seen here is looked up at once.
 */
export function cachedSessionGate(
  lookup: SessionLookup,
  { ttlMs, max = 100_000, clock }: { ttlMs: number; max?: number; clock: TimedClock },
): CachedSessionGate {
  const found = new LRUCache<string, Found | 'revoked'>({ max });
  const underway = new Map<string, Promise<SessionState>>();
  /** Counts changes of roles: what was asked before one is not remembered after it. */
  let changes = 0;

  const settle = (
    { userId, sessionId, generation }: SessionBearer,
    state: SessionState | undefined,
    asked: { readonly atMs: number; readonly changes: number },
  ) => {
    const known = found.get(sessionId);
    if (!state || known === 'revoked') {
      if (known !== 'revoked') found.delete(sessionId);
      throw revokedError();
    }
    // From the question on, not from the answer: the answer may have been on its way for a while.
    const untilMs = asked.atMs + ttlMs;
    if (asked.changes === changes) {
      const latest = known !== undefined && known.untilMs > untilMs ? known : { state, untilMs };
      const highest = Math.max(generation, known?.generation ?? 0);
      found.set(sessionId, { ...latest, userId, generation: highest });
    }
    return state;
  };
  const look = (bearer: SessionBearer): SessionState | Promise<SessionState> => {
    const question = questionOf(bearer);
    const asked = { atMs: clock.monotonicMs(), changes };
    const answer = lookup(bearer);
    if (!(answer instanceof Promise)) return settle(bearer, answer, asked);
    const settled = answer
      .then((state) => settle(bearer, state, asked))
      .finally(() => {
        if (underway.get(question) === settled) underway.delete(question);
      });
    underway.set(question, settled);
    return settled;
  };
  const check = (bearer: SessionBearer) => {
    const { sessionId, generation } = bearer;
    const known = found.get(sessionId);
    if (known === 'revoked') throw revokedError();
    const isFresh = known !== undefined && clock.monotonicMs() < known.untilMs;
    if (isFresh && generation <= known.generation) return known.state;
    return underway.get(questionOf(bearer)) ?? look(bearer);
  };
  const watched = watchedSessions({
    check: async (bearer) => check(bearer),
    clock,
    ttlMs,
    freshForMs(sessionId) {
      const known = found.peek(sessionId);
      return known === undefined || known === 'revoked' ? 0 : known.untilMs - clock.monotonicMs();
    },
  });

  return {
    check,
    watch: watched.watch,
    known(sessionId) {
      const known = found.get(sessionId);
      return known === 'revoked' ? undefined : known?.state;
    },
    async ask(bearer) {
      const { sessionId } = bearer;
      if (found.get(sessionId) !== 'revoked') found.delete(sessionId);
      underway.delete(questionOf(bearer));
      const [asked] = await Promise.allSettled([
        check(bearer),
        watched.lookAt((each) => each.sessionId === sessionId),
      ]);
      if (asked.status === 'rejected') throw asked.reason;
      return asked.value;
    },
    revoked(sessionId) {
      found.set(sessionId, 'revoked');
      watched.end(sessionId, revokedError());
    },
    roleChanged(userId) {
      changes++;
      underway.clear();
      for (const [sessionId, known] of found.entries()) {
        if (known !== 'revoked' && known.userId === userId) found.delete(sessionId);
      }
      watched.lookAt((each) => each.userId === userId);
    },
  };
}

function questionOf({ sessionId, generation }: SessionBearer): string {
  return `${sessionId} ${generation}`;
}

function revokedError(): DomainError {
  return new DomainError('SESSION_REVOKED', 'the session has ended: sign in again');
}
