import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { causeOf } from './cause.ts';
import { requireOpenSession } from './current-session.ts';
import type { UserHandlers } from './handlers.ts';
import { once } from './once.ts';
import type { UserRuntime } from './runtime.ts';
import { verifyPassword } from './verify-password.ts';

export function deactivateUser(runtime: UserRuntime): UserHandlers['deactivateUser'] {
  const { store, clock, limits, settings } = runtime;
  return (request, context) => {
    const caller = requireUser(context);
    return once(runtime, UserService.method.deactivateUser, request, context, async (changeId) => {
      const before = await store.account(caller.userId);
      // Deactivated by this very change, whose answer was lost: no session is left to ask with.
      if (before?.deactivatedBy === changeId) {
        return { restorableUntilTime: timestampFromMs(before.restorableUntilMs!) };
      }
      const { account } = await requireOpenSession(runtime, caller);
      await verifyPassword(runtime, context, {
        limit: () => limits.session(context, caller.sessionId),
        isKnown: true,
        find: async () => account,
        password: request.password,
        field: 'password',
      });
      const nowMs = clock.nowMs();
      const { restorableUntilMs } = await store.deactivate(
        account.id,
        nowMs + settings.restoreWindowMs,
        causeOf(changeId, nowMs),
      );
      return { restorableUntilTime: timestampFromMs(restorableUntilMs) };
    });
  };
}
