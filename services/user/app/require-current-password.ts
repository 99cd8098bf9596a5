import type { Call } from './call.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import { credentialsInvalid } from './verify-password.ts';

/**
 * Accepts a password that is still the account's, or that change `setBy` replaced by the current one. A caller who knows only
 * an old password must not get a repeated answer.
 *
 * @throws DomainError CREDENTIALS_INVALID, OVERLOADED
 */
export async function requireCurrentPassword(
  { store, passwords }: Pick<AppContext, 'store' | 'passwords'>,
  call: Call,
  shown: {
    readonly userId: string;
    readonly password: string;
    /** The change that set the current password. */
    readonly setBy: string;
  },
): Promise<void> {
  const credential = await store.credential(shown.userId);
  if (credential?.setBy === shown.setBy) return;
  // The password may have been changed and changed back meanwhile.
  if (!(await passwords.verify(shown.password, credential?.hash, fairQueueKey(call)))) {
    throw credentialsInvalid();
  }
}
