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
  /** Asks the store, also when a state is cached. */
  readonly look: (bearer: SessionBearer) => Promise<SessionState>;
  /** How long the cached state of a session stays valid; 0 or less when nothing is cached. */
  readonly freshForMs: (sessionId: string) => number;
  readonly ttlMs: number;
  readonly clock: TimedClock;
}

/** A state is looked up when it would expire within this share of its life, so that many look-ups are made at once. */
const ticksOfLife = 20;

/**
 * Looks up each watched session before its cached state expires: once a session, however many watchers it has, and in the same
 * turn as others that expire soon.
 */
export function watchedSessions({ look: ask, freshForMs, ttlMs, clock }: Options) {
  const watched = new Map<string, Watched>();
  const tickMs = ttlMs / ticksOfLife;
  /** By tick: the sessions that are looked up then. */
  const due = new Map<number, { readonly entries: Set<Watched>; readonly cancel: () => void }>();

  const dueAt = (tick: number, delayMs: number) => {
    const known = due.get(tick);
    if (known !== undefined) return known;
    const entries = new Set<Watched>();
    const cancel = clock.after(delayMs, () => {
      due.delete(tick);
      for (const entry of entries) void look(entry);
    });
    const made = { entries, cancel };
    due.set(tick, made);
    return made;
  };
  const lookIn = (delayMs: number, entry: Watched) => {
    entry.cancel();
    const nowMs = clock.monotonicMs();
    const tick = Math.floor((nowMs + Math.max(0, delayMs)) / tickMs);
    const { entries, cancel } = dueAt(tick, Math.max(0, tick * tickMs - nowMs));
    entries.add(entry);
    entry.cancel = () => {
      entries.delete(entry);
      if (entries.size > 0 || due.get(tick)?.entries !== entries) return;
      due.delete(tick);
      cancel();
    };
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
    return ask(entry.bearer).then(
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
