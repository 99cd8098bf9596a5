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
  const { store, clock, passwords } = runtime;
  return (request, context) => {
    const caller = requireUser(context);
    const { currentPassword, newPassword } = request;
    return once(runtime, AuthService.method.changePassword, request, context, async (changeId) => {
      const { account } = await requireOpenSession(runtime, caller);
      // Set by this very change, whose answer was lost or is on its way: the current password is the new one already.
      const isDone = async () => (await store.credential(account.id))?.setBy === changeId;
      if (await isDone()) return {};
      checkPassword(newPassword, handleKey(account.handle)!, 'new_password');
      const verified = await verifyPassword(runtime, context, {
        handle: account.handle,
        find: async () => account,
        password: currentPassword,
        field: 'current_password',
      }).catch(async (refused) => {
        // Another process may have made it while this one looked.
        if (await isDone()) return undefined;
        throw refused;
      });
      if (verified === undefined) return {};
      const hash = await passwords.hash(newPassword, wantingOf(context));
      await store.changePassword(
        {
          userId: account.id,
          hash,
          expectedSetBy: verified.credential.setBy,
          keepSessionId: caller.sessionId,
        },
        causeOf(changeId, clock.nowMs()),
      );
      return {};
    });
  };
}
