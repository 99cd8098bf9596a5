import { SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import type { Role } from './caller.ts';
import { type KeyRing, SIGNING_ALGORITHM } from './keys.ts';
import {
  type Expiring,
  type TokenKind,
  type TokenVerifier,
  tokenVerifier,
  type VerifierOptions,
} from './token-verifier.ts';

/** The claims of an access token. */
export interface AccessClaims extends Expiring {
  readonly userId: string;
  readonly sessionId: string;
  readonly role: Role;
  /**
   * The generation of the refresh token that was issued with it. Showing this token proves that the client received
   * that one.
   */
  readonly generation: number;
}

export interface IssuedToken {
  readonly token: string;
  /** Milliseconds since 1970, a whole second. */
  readonly expiresAtMs: number;
}

/** Signs access tokens: ES256, typ `at+jwt`, following RFC 9068. */
export interface AccessTokenIssuer {
  issue(bearer: Omit<AccessClaims, 'expiresAtMs'>): Promise<IssuedToken>;
}

const ISSUER = 'skein';
const ROLES: readonly unknown[] = ['user', 'moderator', 'operator'] satisfies Role[];

const accessToken: TokenKind<AccessClaims> & { audience: string } = {
  type: 'at+jwt',
  issuer: ISSUER,
  audience: 'skein.api',
  // Tokens of an earlier release have no generation; they mark no refresh token as received.
  parse({ sub, sid, role, gen = 0, exp }) {
    if (!sub || typeof sid !== 'string' || sid === '' || !ROLES.includes(role)) return undefined;
    if (typeof gen !== 'number' || !Number.isSafeInteger(gen) || gen < 0) return undefined;
    return { userId: sub, sessionId: sid, role: role as Role, generation: gen, expiresAtMs: exp * 1000 };
  },
};

export function accessTokenIssuer(options: {
  ring: KeyRing;
  clock: Clock;
  ttlMs: number;
}): AccessTokenIssuer {
  const { ring, clock, ttlMs } = options;
  return {
    async issue({ userId, sessionId, role, generation }) {
      const { kid, privateKey } = ring.current();
      const nowMs = clock.nowMs();
      const exp = Math.floor((nowMs + ttlMs) / 1000);
      const token = await new SignJWT({ sid: sessionId, role, gen: generation })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: accessToken.type, kid })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(accessToken.audience)
        .setIssuedAt(Math.floor(nowMs / 1000))
        .setExpirationTime(exp)
        .sign(privateKey);
      return { token, expiresAtMs: exp * 1000 };
    },
  };
}

export function accessTokenVerifier(options: VerifierOptions): TokenVerifier<AccessClaims> {
  return tokenVerifier(accessToken, options);
}
