import type { TimedClock } from '../clock.ts';
import type { SessionBearer, SessionState, SessionWatcher } from './session-state.ts';

interface Watched {
  readonly bearer: SessionBearer;
  readonly watchers: Set<SessionWatcher>;
  /** Counts look-ups. The answer of a look-up that a later one has overtaken is dropped. */
  looks: number;
  cancel: () => void;
}

interface Options {
  readonly check: (bearer: SessionBearer) => Promise<SessionState>;
  /** How long the cached state of a session stays valid; 0 or less when nothing is cached. */
  readonly freshForMs: (sessionId: string) => number;
  readonly ttlMs: number;
  readonly clock: TimedClock;
}

/** Looks up each watched session when its cached state expires: once a session, however many watchers it has. */
export function watchedSessions({ check, freshForMs, ttlMs, clock }: Options) {
  const watched = new Map<string, Watched>();

  const lookIn = (delayMs: number, entry: Watched) => {
    entry.cancel();
    entry.cancel = clock.after(Math.max(0, delayMs), () => look(entry));
  };
  const end = (entry: Watched, error: unknown) => {
    watched.delete(entry.bearer.sessionId);
    entry.cancel();
    for (const watcher of [...entry.watchers]) watcher.ended(error);
  };
  const look = (entry: Watched): Promise<void> => {
    const { sessionId } = entry.bearer;
    const turn = ++entry.looks;
    const overtaken = () => turn !== entry.looks || watched.get(sessionId) !== entry;
    return check(entry.bearer).then(
      (state) => {
        if (overtaken()) return;
        for (const watcher of [...entry.watchers]) watcher.seen(state);
        const freshMs = freshForMs(sessionId);
        lookIn(freshMs > 0 ? freshMs : ttlMs, entry);
      },
      (error) => {
        if (!overtaken()) end(entry, error);
      },
    );
  };

  return {
    watch(bearer: SessionBearer, watcher: SessionWatcher): () => void {
      const { sessionId } = bearer;
      const entry = watched.get(sessionId) ?? { bearer, watchers: new Set(), looks: 0, cancel: () => {} };
      if (!watched.has(sessionId)) {
        watched.set(sessionId, entry);
        lookIn(freshForMs(sessionId), entry);
      }
      entry.watchers.add(watcher);
      return () => {
        entry.watchers.delete(watcher);
        if (entry.watchers.size > 0 || watched.get(sessionId) !== entry) return;
        watched.delete(sessionId);
        entry.cancel();
      };
    },
    /** Looks up the matching watched sessions now; resolves after their watchers were called. */
    lookAt(isMeant: (bearer: SessionBearer) => boolean): Promise<unknown> {
      return Promise.all([...watched.values()].filter(({ bearer }) => isMeant(bearer)).map(look));
    },
    end(sessionId: string, error: unknown) {
      const entry = watched.get(sessionId);
      if (entry !== undefined) end(entry, error);
    },
  };
}
