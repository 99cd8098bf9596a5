import { errors, type JWTPayload, jwtVerify } from 'jose';
import { sieveCache } from '../cache/sieve-cache.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { SIGNING_ALGORITHM, type VerificationKey, type VerificationKeys } from './keys.ts';

/** Skein's tokens have 300 to 500 bytes. Longer ones are refused before decoding. */
const MAX_TOKEN_LENGTH = 4096;

/** Room for about 20,000 tokens. */
export const tokenCacheBytes = 20 << 20;

/** The claim that all kinds of token have. */
export interface Expiring {
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/**
 * Verifies signed tokens and caches valid ones until they expire. A cached token answers synchronously. A new one
 * answers with a promise that concurrent callers share. Invalid tokens are not cached, so they cannot evict valid ones.
 */
export interface TokenVerifier<C extends Expiring> {
  /** @throws DomainError (or rejects with it) TOKEN_INVALID, TOKEN_EXPIRED */
  verify(token: string): C | Promise<C>;
  /** The cached claims of a token; undefined when it is not cached. Verifies nothing. */
  known(token: string): C | undefined;
  /** Empties the cache, for a signing key that was withdrawn before its tokens expired. */
  clear(): void;
}

export interface VerifierOptions {
  keys: VerificationKeys;
  clock: Clock;
  /** How far the issuer's clock may be off, in milliseconds. */
  skewMs: number;
  /** The memory for cached tokens; one takes about 1 kB. */
  maxBytes?: number;
}

/** What one kind of token must have. */
export interface TokenKind<C extends Expiring> {
  /** The `typ` header. It keeps a token of one kind from passing as another (RFC 8725, 3.11). */
  readonly type: string;
  readonly issuer: string;
  readonly audience: string;
  /** Undefined when a claim is missing or has the wrong type. */
  parse(payload: JWTPayload & { exp: number }, key: VerificationKey): C | undefined;
}

export function tokenVerifier<C extends Expiring>(
  kind: TokenKind<C>,
  options: VerifierOptions,
): TokenVerifier<C> {
  const { keys, clock, skewMs, maxBytes = tokenCacheBytes } = options;
  // The token itself is the key: hashing it with SHA-256 would cost more than the rest of the look-up.
  const cache = sieveCache<C>({ maxBytes });
  const pending = new Map<string, Promise<C>>();
  let generation = 0;

  const findKey = async (kid: string) => {
    const known = keys.find(kid);
    if (known !== undefined || keys.refresh === undefined) return known;
    await keys.refresh();
    return keys.find(kid);
  };
  const check = async (token: string): Promise<C> => {
    const began = generation;
    let key: VerificationKey | undefined;
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        key = kid === undefined ? undefined : await findKey(kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return key.publicKey;
      },
      {
        algorithms: [SIGNING_ALGORITHM],
        typ: kind.type,
        issuer: kind.issuer,
        audience: kind.audience,
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: new Date(clock.nowMs()),
        clockTolerance: skewMs / 1000,
      },
    ).catch((error: unknown) => {
      throw error instanceof errors.JWTExpired ? expired(error) : invalid(error);
    });
    const claims = kind.parse(payload as JWTPayload & { exp: number }, key!);
    if (!claims) throw invalid();
    // jose counts whole seconds; this comparison is exact.
    if (clock.nowMs() >= claims.expiresAtMs + skewMs) throw expired();
    if (generation === began) cache.set(token, claims);
    return claims;
  };

  return {
    known(token) {
      const claims = cache.get(token);
      return claims !== undefined && clock.nowMs() < claims.expiresAtMs + skewMs ? claims : undefined;
    },
    verify(token) {
      const claims = cache.get(token);
      if (claims !== undefined) {
        if (clock.nowMs() < claims.expiresAtMs + skewMs) return claims;
        cache.delete(token);
        throw expired();
      }
      if (token.length > MAX_TOKEN_LENGTH) throw invalid();
      let verified = pending.get(token);
      if (!verified) {
        verified = check(token).finally(() => pending.delete(token));
        pending.set(token, verified);
      }
      return verified;
    },
    clear() {
      generation++;
      cache.clear();
    },
  };
}

export function invalid(cause?: unknown): DomainError {
  return new DomainError('TOKEN_INVALID', 'the token is not valid', { cause });
}

export function expired(cause?: unknown): DomainError {
  return new DomainError('TOKEN_EXPIRED', 'the token has expired: refresh it', { cause });
}
