import type { UserCall } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { requireOpenSession } from './require-open-session.ts';
import { verifyPassword } from './verify-password.ts';

export function deactivateAccount(context: AppContext) {
  const { store, clock, limits, settings } = context;
  /** Returns until when a sign-in restores the account (30 days from now), in milliseconds since 1970. */
  return async (password: string, changeId: string, call: UserCall): Promise<number> => {
    const { caller } = call;
    const before = await store.account(caller.userId);
    // This same change has deactivated it, and its answer was lost: the caller has no open session any more.
    if (before?.deactivatedBy === changeId) return before.restorableUntilMs!;
    const { account } = await requireOpenSession(context, caller);
    await verifyPassword(context, call, {
      limit: () => limits.session(caller, caller.sessionId),
      isKnown: true,
      find: async () => account,
      password,
      field: 'password',
    });
    const nowMs = clock.nowMs();
    const { restorableUntilMs } = await store.deactivate(
      account.id,
      nowMs + settings.restoreWindowMs,
      causeOf(call, changeId, nowMs),
    );
    return restorableUntilMs;
  };
}
