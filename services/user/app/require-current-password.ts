import type { Call } from './call.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import { credentialsInvalid } from './verify-password.ts';

/**
 * Accepts a password that is still the account's, or that the account's current password was set to by change `setBy`.
 * A repeated answer must not go to a caller who knows only an old password.
 *
 * @throws DomainError CREDENTIALS_INVALID, OVERLOADED
 */
export async function requireCurrentPassword(
  { store, passwords }: Pick<AppContext, 'store' | 'passwords'>,
  call: Call,
  shown: {
    readonly userId: string;
    readonly password: string;
    /** The change that set it. */
    readonly setBy: string;
  },
): Promise<void> {
  const credential = await store.credential(shown.userId);
  if (credential?.setBy === shown.setBy) return;
  // It may have been changed, and changed back.
  if (!(await passwords.verify(shown.password, credential?.hash, fairQueueKey(call)))) {
    throw credentialsInvalid();
  }
}
