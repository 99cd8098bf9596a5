import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { userCallOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import { encodeAccount } from './encode.ts';
import type { UserHandlers } from './handlers.ts';
import { idempotentChange } from './idempotent-change.ts';

export function account(rpc: RpcContext): Pick<UserHandlers, 'getAccount' | 'updateUser' | 'deactivateUser'> {
  const { app } = rpc;
  return {
    async getAccount(_request, context) {
      return { account: encodeAccount(await app.getAccount(requireUser(context))) };
    },
    async updateUser(request, context) {
      const { user, email, region, preferences } = request.account ?? {};
      const update = app.updateAccount(
        request.updateMask?.paths ?? [],
        {
          handle: user?.handle ?? '',
          displayName: user?.displayName ?? '',
          bio: user?.bio ?? '',
          avatarMediaId: user?.avatarMediaId ?? '',
          email: email ?? '',
          region: region ?? '',
          dailyDigest: preferences?.dailyDigest ?? false,
          weeklyDigest: preferences?.weeklyDigest ?? false,
        },
        userCallOf(context),
      );
      return idempotentChange(rpc, UserService.method.updateUser, request, context, async (changeId) => ({
        account: encodeAccount(await update(changeId)),
      }));
    },
    async deactivateUser(request, context) {
      const call = userCallOf(context);
      return idempotentChange(rpc, UserService.method.deactivateUser, request, context, async (changeId) => ({
        restorableUntilTime: timestampFromMs(await app.deactivateAccount(request.password, changeId, call)),
      }));
    },
  };
}
