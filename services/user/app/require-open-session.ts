import type { UserCaller } from '../../../platform/auth/caller.ts';
import { sessionRevoked } from '../../../platform/auth/caller.ts';
import { isOpen } from '../domain/session.ts';
import type { SessionOfAccount } from '../ports.ts';
import type { AppContext } from './context.ts';

/**
 * The caller's session and account as they stand now. A token outlives its session by up to its own life, and what
 * concerns the account itself must not be done with one.
 *
 * @throws DomainError SESSION_REVOKED
 */
export async function requireOpenSession(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  caller: UserCaller,
): Promise<SessionOfAccount> {
  const found = await store.session(caller.sessionId);
  const stands =
    found?.account.id === caller.userId &&
    found.account.status === 'active' &&
    isOpen(found.session, clock.nowMs());
  if (!stands) throw sessionRevoked();
  return found;
}
