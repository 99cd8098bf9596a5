import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { handleKey } from '../domain/handle.ts';
import { checkPassword } from '../domain/password.ts';
import { causeOf } from './cause.ts';
import { requireOpenSession } from './current-session.ts';
import type { AuthHandlers } from './handlers.ts';
import { once } from './once.ts';
import type { UserRuntime } from './runtime.ts';
import { verifyPassword } from './verify-password.ts';
import { wantingOf } from './wanting.ts';

export function changePassword(runtime: UserRuntime): AuthHandlers['changePassword'] {
  const { store, clock, passwords, limits, deviceTokens, commonPasswords } = runtime;
  return (request, context) => {
    const caller = requireUser(context);
    const { currentPassword, newPassword } = request;
    const change = async (changeId: string, { finished }: { finished: boolean }) => {
      // The same each time, from the claim's id: it goes on being good for as long as this password does.
      const answer = {
        deviceToken: deviceTokens.format({
          userId: caller.userId,
          deviceId: changeId,
          passwordId: changeId,
        }),
      };
      if (finished) return answer;
      const { account } = await requireOpenSession(runtime, caller);
      // Set by this very change, whose answer was lost or is on its way: the current password is the new one already.
      const isDone = async () => (await store.credential(account.id))?.setBy === changeId;
      if (await isDone()) return answer;
      checkPassword(
        newPassword,
        { handleKey: handleKey(account.handle)!, common: commonPasswords },
        'new_password',
      );
      const verified = await verifyPassword(runtime, context, {
        limit: () => limits.session(context, caller.sessionId),
        isKnown: true,
        find: async () => account,
        password: currentPassword,
        field: 'current_password',
      }).catch(async (refused) => {
        // Another process may have made it while this one looked.
        if (await isDone()) return undefined;
        throw refused;
      });
      if (verified === undefined) return answer;
      const hash = await passwords.hash(newPassword, wantingOf(context, { isKnown: true }));
      await store.changePassword(
        {
          userId: account.id,
          hash,
          expectedSetBy: verified.credential.setBy,
          keepSessionId: caller.sessionId,
        },
        causeOf(changeId, clock.nowMs()),
      );
      return answer;
    };
    return once(runtime, AuthService.method.changePassword, request, context, change, {
      // Who asks is signed in, and after another change the token is void.
      authorize: async () => {},
    });
  };
}
