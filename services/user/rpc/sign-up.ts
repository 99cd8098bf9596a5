import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { callOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import { encodeAccount } from './encode.ts';
import { encodeTokens } from './encode-tokens.ts';
import type { AuthHandlers } from './handlers.ts';

export function signUp({ app, claims, claimKey, ids }: RpcContext): Pick<AuthHandlers, 'signUp'> {
  return {
    async signUp(request, context) {
      const admitted = await app.signUp(request, callOf(context));
      return idempotent({
        claims,
        context,
        method: AuthService.method.signUp,
        request,
        // A sign-up has no user yet, so its request_ids are scoped by the handle.
        caller: admitted.handleKey,
        secret: { authorize: admitted.authorizeRepeat },
        hashKey: claimKey,
        newIds: () => ({ userId: ids.next(), sessionId: ids.next() }),
        async run(newIds, { repeated }) {
          const { account, tokens, deviceToken } = await admitted.create(newIds, repeated);
          return { account: encodeAccount(account), tokens: encodeTokens(tokens), deviceToken };
        },
      });
    },
  };
}
