import { handleKey } from '../domain/handle.ts';
import { checkPassword } from '../domain/password.ts';
import type { UserCall } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import { requireOpenSession } from './require-open-session.ts';
import { verifyPassword } from './verify-password.ts';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export function changePassword(context: AppContext) {
  const { store, clock, passwords, limits, deviceTokens, commonPasswords } = context;
  /** Returns a device token that is valid with the new password. */
  return async (
    { currentPassword, newPassword }: PasswordChange,
    { changeId, finished }: { changeId: string; finished: boolean },
    call: UserCall,
  ): Promise<string> => {
    const { caller } = call;
    // Derived from the claim's id, so a repeat gives the same token. It is valid as long as this password.
    const deviceToken = deviceTokens.format({
      userId: caller.userId,
      deviceId: changeId,
      passwordId: changeId,
    });
    if (finished) return deviceToken;
    const { account } = await requireOpenSession(context, caller);
    // This same change has set the password already, and its answer was lost or is on its way. The new password is then the
    // current one.
    const isDone = async () => (await store.credential(account.id))?.setBy === changeId;
    if (await isDone()) return deviceToken;
    checkPassword(
      newPassword,
      { handleKey: handleKey(account.handle)!, common: commonPasswords },
      'new_password',
    );
    const verified = await verifyPassword(context, call, {
      limit: () => limits.session(caller, caller.sessionId),
      isKnown: true,
      find: async () => account,
      password: currentPassword,
      field: 'current_password',
    }).catch(async (refused) => {
      // Another process may have made this change meanwhile.
      if (await isDone()) return undefined;
      throw refused;
    });
    if (verified === undefined) return deviceToken;
    const hash = await passwords.hash(newPassword, fairQueueKey(call, { isKnown: true }));
    await store.changePassword(
      {
        userId: account.id,
        hash,
        expectedSetBy: verified.credential.setBy,
        keepSessionId: caller.sessionId,
      },
      causeOf(call, changeId, clock.nowMs()),
    );
    return deviceToken;
  };
}
