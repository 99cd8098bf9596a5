import { callOf } from './call-of.ts';
import type { RpcContext } from './context.ts';
import { encodeAccount } from './encode.ts';
import { encodeTokens } from './encode-tokens.ts';
import type { AuthHandlers } from './handlers.ts';

export function signIn({ app }: RpcContext): Pick<AuthHandlers, 'signIn' | 'refreshSession'> {
  return {
    async signIn(request, context) {
      const { account, tokens, restored, deviceToken } = await app.signIn(request, callOf(context));
      return { account: encodeAccount(account), tokens: encodeTokens(tokens), restored, deviceToken };
    },
    async refreshSession({ refreshToken }, context) {
      return { tokens: encodeTokens(await app.refreshSession(refreshToken, callOf(context))) };
    },
  };
}
