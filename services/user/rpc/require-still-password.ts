import type { HandlerContext } from '@connectrpc/connect';
import type { UserRuntime } from './runtime.ts';
import { credentialsInvalid } from './verify-password.ts';
import { wantingOf } from './wanting.ts';

/**
 * Lets a request through that set this password, or showed it, for as long as it is the account's: what was once answered
 * to it must not be answered to who has nothing but the old password.
 *
 * @throws DomainError CREDENTIALS_INVALID, OVERLOADED
 */
export async function requireStillPassword(
  { store, passwords }: Pick<UserRuntime, 'store' | 'passwords'>,
  context: Pick<HandlerContext, 'values' | 'signal'>,
  shown: {
    readonly userId: string;
    readonly password: string /** The change that set it. */;
    readonly setBy: string;
  },
): Promise<void> {
  const credential = await store.credential(shown.userId);
  if (credential?.setBy === shown.setBy) return;
  // It may have been changed, and changed back.
  if (!(await passwords.verify(shown.password, credential?.hash, wantingOf(context)))) {
    throw credentialsInvalid();
  }
}
