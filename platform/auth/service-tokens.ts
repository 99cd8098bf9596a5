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

/** What a service's own token says. */
export interface ServiceClaims extends Expiring {
  readonly service: string;
}

/** The token that a service shows to others, beside the user's. */
export interface ServiceTokenSource {
  /**
   * The current token, synchronously but for the first one and after a long stand-still. It is renewed in the
   * background once two thirds of its life have passed; if that fails, the old one serves until its end.
   */
  token(): string | Promise<string>;
}

const serviceToken: TokenKind<ServiceClaims> = {
  type: 'skein-service+jwt',
  issuer: 'skein',
  audience: 'skein.mesh',
  parse({ sub, exp }, { owner }) {
    // A key that belongs to one service can't speak for another.
    if (!sub || (owner !== undefined && owner !== sub)) return undefined;
    return { service: sub, expiresAtMs: exp * 1000 };
  },
};

export function serviceTokenSource(options: {
  /** The name of this service, as services/registry.ts has it. */
  service: string;
  ring: KeyRing;
  clock: Clock;
  /** The life of one token in milliseconds; 5 minutes unless told. */
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
      // Whoever needs a new token in earnest gets the failure; here the old one is still good.
      renewal.catch(() => {});
      return current.token;
    },
  };
}

export function serviceTokenVerifier(options: VerifierOptions): TokenVerifier<ServiceClaims> {
  return tokenVerifier(serviceToken, options);
}
