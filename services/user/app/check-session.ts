import type { Role } from '../domain/account.ts';
import { isFirstUse } from '../domain/refresh.ts';
import { isOpen } from '../domain/session.ts';
import type { AppContext } from './context.ts';

export interface CheckedSession {
  readonly open: boolean;
  /** Absent if the session does not exist. */
  readonly user?: {
    readonly id: string;
    readonly role: Role;
    /** Milliseconds since 1970; absent if never. */
    readonly lastSeenMs?: number;
  };
}

/** Never cached: it sees every acknowledged sign-out and role change. */
export function checkSession({ store, clock, lastSeen, log }: AppContext) {
  return async (sessionId: string, generation: number): Promise<CheckedSession> => {
    const found = await store.session(sessionId);
    if (!found) return { open: false };
    const { session, account, lastSeenMs } = found;
    const nowMs = clock.nowMs();
    const open = account.status === 'active' && isOpen(session, nowMs);
    if (open && isFirstUse(session, generation)) {
      // When nothing can be written, reads still work. The previous refresh token then stays valid longer.
      await store
        .useGeneration(sessionId, generation, nowMs)
        .catch((err) => log.warn({ err }, 'the first use of a refresh token was not recorded'));
    }
    if (open) lastSeen.saw(account.id, lastSeenMs);
    const { id, role } = account;
    return { open, user: { id, role, ...(lastSeenMs !== undefined && { lastSeenMs }) } };
  };
}
