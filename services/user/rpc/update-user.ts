import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { accountChange } from '../domain/account-change.ts';
import { causeOf } from './cause.ts';
import { requireOpenSession } from './current-session.ts';
import { encodeAccount } from './encode.ts';
import { namingHandle } from './handle-taken.ts';
import type { UserHandlers } from './handlers.ts';
import { once } from './once.ts';
import type { UserRuntime } from './runtime.ts';

export function getAccount(runtime: UserRuntime): UserHandlers['getAccount'] {
  return async (_request, context) => {
    const { account } = await requireOpenSession(runtime, requireUser(context));
    return { account: encodeAccount(account) };
  };
}

export function updateUser(runtime: UserRuntime): UserHandlers['updateUser'] {
  const { store, clock } = runtime;
  return async (request, context) => {
    const caller = requireUser(context);
    const { user, email, region, preferences } = request.account ?? {};
    const change = accountChange(request.updateMask?.paths ?? [], {
      handle: user?.handle ?? '',
      displayName: user?.displayName ?? '',
      bio: user?.bio ?? '',
      avatarMediaId: user?.avatarMediaId ?? '',
      email: email ?? '',
      region: region ?? '',
      dailyDigest: preferences?.dailyDigest ?? false,
      weeklyDigest: preferences?.weeklyDigest ?? false,
    });
    return once(runtime, UserService.method.updateUser, request, context, async (changeId) => {
      await requireOpenSession(runtime, caller);
      const changed = store.changeAccount(caller.userId, change, causeOf(changeId, clock.nowMs()));
      const account = await namingHandle('account.user.handle', changed);
      return { account: encodeAccount(account) };
    });
  };
}
