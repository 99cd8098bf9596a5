import type { UserCaller } from '../../../platform/auth/caller.ts';
import { sessionRevoked } from '../../../platform/auth/caller.ts';
import { isOpen } from '../domain/session.ts';
import type { SessionOfAccount } from '../ports.ts';
import type { AppContext } from './context.ts';

/**
 * The current session and account of the caller. An access token may be valid for some time after its session ended; changes
 * of the account itself must not accept it then.
 *
 * @throws DomainError SESSION_REVOKED
 */
export async function requireOpenSession(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  caller: UserCaller,
): Promise<SessionOfAccount> {
  const found = await store.session(caller.sessionId);
  const isCurrent =
    found?.account.id === caller.userId &&
    found.account.status === 'active' &&
    isOpen(found.session, clock.nowMs());
  if (!isCurrent) throw sessionRevoked();
  return found;
}
