import { LRUCache } from 'lru-cache';
import type { TimedClock } from '../clock.ts';
import { sessionRevoked } from './caller.ts';
import type { SessionBearer, SessionState, SessionWatcher } from './session-state.ts';
import { watchedSessions } from './watched-sessions.ts';

/** The state behind a valid token: whether its session is open, and the user's role. */
export interface SessionGate {
  /**
   * Synchronous when the answer is cached. The look-up receives every token generation before it is accepted.
   *
   * @throws DomainError (or rejects with it) SESSION_REVOKED; rejects with the look-up's error when it fails
   */
  check(bearer: SessionBearer): SessionState | Promise<SessionState>;
  /**
   * Reports changes of a session that was just found open, until the returned function is called: at once for changes
   * in this process, within `ttlMs` for changes elsewhere. `ended` is the last report.
   */
  watch(bearer: SessionBearer, watcher: SessionWatcher): () => void;
}

export interface CachedSessionGate extends SessionGate {
  /** The session as last found; undefined when it is not cached. May be slightly out of date. */
  known(sessionId: string): SessionState | undefined;
  /**
   * Looks the session up again, ignoring the cache. Watchers are notified before it resolves. Rejects as `check` does.
   */
  ask(bearer: SessionBearer): Promise<SessionState>;
  /** Ends the session here at once and for good; a look-up in flight cannot revive it. */
  revoked(sessionId: string): void;
  /** The user's role has changed: all of their sessions are looked up again. */
  roleChanged(userId: string): void;
}

/** @param lookup reads the session from its store; undefined when it is not open */
export type SessionLookup = (
  bearer: SessionBearer,
) => SessionState | undefined | Promise<SessionState | undefined>;

interface Found {
  readonly userId: string;
  /** The highest generation that the look-up has received. */
  readonly generation: number;
  readonly state: SessionState;
  /** By the monotonic clock. */
  readonly untilMs: number;
}

/**
 * Caches open sessions for `ttlMs`: the longest that a sign-out or a role change in another process takes to be seen
 * here. A negative answer is not cached, because a replica may not have the session yet; `revoked` is. A generation
 * that is new here is looked up at once.
 */
export function cachedSessionGate(
  lookup: SessionLookup,
  { ttlMs, max = 100_000, clock }: { ttlMs: number; max?: number; clock: TimedClock },
): CachedSessionGate {
  const found = new LRUCache<string, Found | 'revoked'>({ max });
  const pending = new Map<string, Promise<SessionState>>();
  /** Counts role changes. A look-up that started before a change is not cached after it. */
  let changes = 0;

  const settle = (
    { userId, sessionId, generation }: SessionBearer,
    state: SessionState | undefined,
    asked: { readonly atMs: number; readonly changes: number },
  ) => {
    const known = found.get(sessionId);
    if (!state || known === 'revoked') {
      if (known !== 'revoked') found.delete(sessionId);
      throw sessionRevoked();
    }
    // The life starts at the question, because the answer may have been in transit for a while.
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
    const lookedUp = answer
      .then((state) => settle(bearer, state, asked))
      .finally(() => {
        if (pending.get(question) === lookedUp) pending.delete(question);
      });
    pending.set(question, lookedUp);
    return lookedUp;
  };
  const lookOnce = (bearer: SessionBearer) => pending.get(questionOf(bearer)) ?? look(bearer);
  const check = (bearer: SessionBearer) => {
    const { sessionId, generation } = bearer;
    const known = found.get(sessionId);
    if (known === 'revoked') throw sessionRevoked();
    const isFresh = known !== undefined && clock.monotonicMs() < known.untilMs;
    if (isFresh && generation <= known.generation) return known.state;
    return lookOnce(bearer);
  };
  const watched = watchedSessions({
    async look(bearer) {
      if (found.peek(bearer.sessionId) === 'revoked') throw sessionRevoked();
      return lookOnce(bearer);
    },
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
      pending.delete(questionOf(bearer));
      const [asked] = await Promise.allSettled([
        check(bearer),
        watched.lookAt((each) => each.sessionId === sessionId),
      ]);
      if (asked.status === 'rejected') throw asked.reason;
      return asked.value;
    },
    revoked(sessionId) {
      found.set(sessionId, 'revoked');
      watched.end(sessionId, sessionRevoked());
    },
    roleChanged(userId) {
      changes++;
      pending.clear();
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
