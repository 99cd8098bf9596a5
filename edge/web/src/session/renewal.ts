import type { Renewed, Session } from './session.ts';

/** The session that all windows of one browser share, as a renewal uses it. */
export interface SharedSession {
  /** Reads the stored session and updates this window's copy. */
  reread(): Session | undefined;
  /** Stores new tokens of the stored session. */
  renew(tokens: Renewed): void;
  /** Clears the stored session. */
  end(): void;
}

export interface RenewalOptions {
  readonly shared: SharedSession;
  /** Runs the work while no other window runs it. */
  locked<T>(work: () => Promise<T>): Promise<T>;
  exchange(refreshToken: string): Promise<Renewed | undefined>;
  /** Whether the access token is valid for a while. */
  isFresh(session: Session): boolean;
  /** Whether the server has refused the refresh token for good. */
  isRefused(reason: unknown): boolean;
}

/**
 * Renews the tokens of a window's session. A suspended window has an old refresh token, which the server would treat as
 * stolen, so tokens that another window has stored meanwhile are used instead. A session that has ended or been
 * replaced meanwhile is not restored.
 */
export function renewal({ shared, locked, exchange, isFresh, isRefused }: RenewalOptions) {
  const exchanged = async (had: Session) => {
    const stored = shared.reread();
    // Another window ended, renewed or replaced the session.
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
  let renewing: Promise<void> | undefined;
  return (had: Session): Promise<void> => {
    renewing ??= locked(() => exchanged(had)).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
}

/** Longer than another window's renewal takes; a window that was frozen with the lock blocks nobody for longer. */
const waitMs = 25_000;

/**
 * Serializes work over all windows. Where the browser has no locks (an insecure origin), or they take too long, the
 * work runs without: the server gives two concurrent renewals the same tokens.
 */
export async function withWindowLock<T>(work: () => Promise<T>, locks = navigator.locks): Promise<T> {
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
