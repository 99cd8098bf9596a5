import { SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import { type KeyRing, SIGNING_ALGORITHM } from './keys.ts';
import {
  type Expiring,
  type TokenKind,
  type TokenVerifier,
  tokenVerifier,
  type VerifierOptions,
} from './token-verifier.ts';

/** The claims of a service's own token. */
export interface ServiceClaims extends Expiring {
  readonly service: string;
}

/** The token that a service sends to other services, beside the user's. */
export interface ServiceTokenSource {
  /**
   * The current token; a promise only for the first one and after a long pause. It is renewed in the background after
   * two thirds of its life. If a renewal fails, the old token is used until it expires.
   */
  token(): string | Promise<string>;
}

const serviceToken: TokenKind<ServiceClaims> = {
  type: 'skein-service+jwt',
  issuer: 'skein',
  audience: 'skein.mesh',
  parse({ sub, exp }, { owner }) {
    // A key that belongs to one service cannot sign for another.
    if (!sub || (owner !== undefined && owner !== sub)) return undefined;
    return { service: sub, expiresAtMs: exp * 1000 };
  },
};

export function serviceTokenSource(options: {
  /** The name of this service, as in services/registry.ts. */
  service: string;
  ring: KeyRing;
  clock: Clock;
  /** The life of one token in milliseconds. Default 5 minutes. */
  ttlMs?: number;
}): ServiceTokenSource {
  const { service, ring, clock, ttlMs = 300_000 } = options;
  let current = { token: '', renewAtMs: 0, expiresAtMs: 0 };
  let renewal: Promise<string> | undefined;

  const renew = async (): Promise<string> => {
    const { kid, privateKey } = ring.current();
    const nowMs = clock.nowMs();
    const exp = Math.floor((nowMs + ttlMs) / 1000);
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: serviceToken.type, kid })
      .setSubject(service)
      .setIssuer(serviceToken.issuer)
      .setAudience(serviceToken.audience)
      .setIssuedAt(Math.floor(nowMs / 1000))
      .setExpirationTime(exp)
      .sign(privateKey);
    current = { token, renewAtMs: nowMs + (ttlMs * 2) / 3, expiresAtMs: exp * 1000 };
    return token;
  };

  return {
    token() {
      const nowMs = clock.nowMs();
      if (nowMs < current.renewAtMs) return current.token;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      if (nowMs >= current.expiresAtMs) return renewal;
      // A caller that needs a new token gets the failure. Here the old token is still valid.
      renewal.catch(() => {});
      return current.token;
    },
  };
}

export function serviceTokenVerifier(options: VerifierOptions): TokenVerifier<ServiceClaims> {
  return tokenVerifier(serviceToken, options);
}
