import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { userCallOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import type { AuthHandlers } from './handlers.ts';
import { idempotentChange } from './idempotent-change.ts';

export function changePassword(rpc: RpcContext): Pick<AuthHandlers, 'changePassword'> {
  return {
    async changePassword(request, context) {
      const call = userCallOf(context);
      return idempotentChange(
        rpc,
        AuthService.method.changePassword,
        request,
        context,
        async (changeId, { finished }) => ({
          deviceToken: await rpc.app.changePassword(request, { changeId, finished }, call),
        }),
        // The caller is signed in, and the next change of the password makes the device token invalid.
        { authorize: async () => {} },
      );
    },
  };
}
