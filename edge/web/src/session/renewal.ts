import type { Renewed, Session } from './session.ts';

/** What all windows of one browser share, and what a renewal does with it. */
export interface SharedSession {
  /** Reads what is stored now, whatever this window knew, and knows it from here on. */
  reread(): Session | undefined;
  /** Stores new tokens of the stored session. */
  renew(tokens: Renewed): void;
  /** Forgets the stored session. */
  end(): void;
}

export interface RenewalOptions {
  readonly shared: SharedSession;
  /** Runs the work while no other window runs it. */
  locked<T>(work: () => Promise<T>): Promise<T>;
  exchange(refreshToken: string): Promise<Renewed | undefined>;
  /** Whether a session's access token is good for a while. */
  isFresh(session: Session): boolean;
  /** Whether the server has refused the refresh token for good. */
  isRefused(reason: unknown): boolean;
}

/**
 * Takes new tokens for the session that a window had. A window that slept has an old one, which the server would take for a
 * stolen one: what another window has stored meanwhile is taken instead. Nor does a session come back, or end,
 * that is another one by now.
 */
export function renewal({ shared, locked, exchange, isFresh, isRefused }: RenewalOptions) {
  const exchanged = async (had: Session) => {
    const stored = shared.reread();
    // Ended, renewed or begun anew by another window.
    if (stored === undefined || (stored.accessToken !== had.accessToken && isFresh(stored))) return;
    const isStill = () => shared.reread()?.refreshToken === stored.refreshToken;
    try {
      const tokens = await exchange(stored.refreshToken);
      if (tokens !== undefined && isStill()) shared.renew(tokens);
    } catch (reason) {
      if (isRefused(reason) && isStill()) shared.end();
      throw reason;
    }
  };
  let underWay: Promise<void> | undefined;
  return (had: Session): Promise<void> => {
    underWay ??= locked(() => exchanged(had)).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** Longer than the exchange of another window takes; one that was frozen with the lock keeps nobody waiting. */
const waitMs = 25_000;

/**
 * One window at a time. Where the browser has no locks (a page that is not of a secure origin), or they take too long, the
 * work is done without: the server gives two who ask at once the same tokens.
 */
export async function inTurn<T>(work: () => Promise<T>, locks = navigator.locks): Promise<T> {
  if (!locks) return work();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), waitMs);
  let began = false;
  try {
    return await locks.request('skein.session', { signal: waiting.signal }, () => {
      clearTimeout(timer);
      began = true;
      return work();
    });
  } catch (reason) {
    if (began) throw reason;
    return work();
  } finally {
    clearTimeout(timer);
  }
}
