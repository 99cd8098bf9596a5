import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { TokensSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import type { AccessTokenIssuer } from '../../../platform/auth/access-tokens.ts';
import type { RefreshTokens } from '../../../platform/auth/refresh-tokens.ts';
import type { Account } from '../domain/account.ts';
import type { Session } from '../domain/session.ts';

export type Tokens = MessageInitShape<typeof TokensSchema>;

/** Gives out the tokens of a session as it stands: a fresh access token, and the refresh token of its generation. */
export interface TokenPairs {
  issue(account: Account, session: Session): Promise<Tokens>;
}

export function tokenPairs(access: AccessTokenIssuer, refresh: RefreshTokens): TokenPairs {
  return {
    async issue({ id: userId, role }, { id: sessionId, generation, expiresAtMs }) {
      const { token, expiresAtMs: accessExpiresAtMs } = await access.issue({
        userId,
        sessionId,
        role,
        generation,
      });
      return {
        accessToken: token,
        accessExpireTime: timestampFromMs(accessExpiresAtMs),
        refreshToken: refresh.format({ sessionId, generation }),
        refreshExpireTime: timestampFromMs(expiresAtMs),
        sessionId,
      };
    },
  };
}
