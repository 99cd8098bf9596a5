import type { AccessTokenIssuer } from '../../../platform/auth/access-tokens.ts';
import type { RefreshTokens } from '../../../platform/auth/refresh-tokens.ts';
import type { Account } from '../domain/account.ts';
import type { Session } from '../domain/session.ts';

/** The tokens of one session. Times are milliseconds since 1970. */
export interface Tokens {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessExpiresAtMs: number;
  readonly refreshToken: string;
  readonly refreshExpiresAtMs: number;
}

/** Issues the tokens of a session: a new access token, and the refresh token of the current generation. */
export interface TokenPairs {
  issue(account: Account, session: Session): Promise<Tokens>;
}

export function tokenPairs(access: AccessTokenIssuer, refresh: RefreshTokens): TokenPairs {
  return {
    async issue({ id: userId, role }, { id: sessionId, generation, expiresAtMs }) {
      const issued = await access.issue({ userId, sessionId, role, generation });
      return {
        sessionId,
        accessToken: issued.token,
        accessExpiresAtMs: issued.expiresAtMs,
        refreshToken: refresh.format({ sessionId, generation }),
        refreshExpiresAtMs: expiresAtMs,
      };
    },
  };
}
