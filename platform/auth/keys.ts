import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { systemClock } from '../clock.ts';

/** The only accepted signing algorithm. A token's header cannot select another. */
export const SIGNING_ALGORITHM = 'ES256';

/** The keys that verify tokens. */
export interface VerificationKeys {
  /** Undefined for a key that is not, or no longer, trusted. */
  find(kid: string): VerificationKey | undefined;
  /** Fetches the keys again unless that was just done: the key of a token may be new. Absent where the set is complete. */
  refresh?(): Promise<void>;
  /** The public halves, newest first, as other processes and the edge fetch them (RFC 7517). */
  jwks(): { readonly keys: readonly JWK[] };
}

export interface VerificationKey {
  readonly kid: string;
  readonly publicKey: KeyObject;
  /** The only service that may be the subject of tokens of this key; absent: any. */
  readonly owner?: string;
}

export interface SigningKey extends VerificationKey {
  readonly privateKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly createdAtMs: number;
  /** Published from its creation on, it signs from here on. */
  readonly signsFromMs: number;
}

/**
 * A set of keys: the newest whose time has come signs, all verify. So a rotation breaks no token in use, and a verifier with
 * cached keys knows a key before it signs.
 */
export interface KeyRing extends VerificationKeys {
  /** The key that signs now. */
  current(): SigningKey;
}

/** A private JWK with the members that a ring needs: `kid`, `created_ms`, and optionally `signs_from_ms` and `owner`. */
export type StoredKey = JWK & { kid: string; created_ms: number; signs_from_ms?: number; owner?: string };

/** @param signsFromMs default: at once */
export async function generateKey(nowMs: number, owner?: string, signsFromMs = nowMs): Promise<StoredKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  // The id is derived from the key (RFC 7638), so two keys cannot share one.
  return {
    ...jwk,
    kid: await calculateJwkThumbprint(jwk),
    created_ms: nowMs,
    signs_from_ms: signsFromMs,
    ...(owner && { owner }),
  };
}

/** @throws Error for anything but a private P-256 key; the message never contains key material. */
export function parseKey(stored: StoredKey): SigningKey {
  const {
    kid,
    kty,
    crv,
    d,
    created_ms: createdAtMs,
    signs_from_ms: signsFromMs = createdAtMs,
    owner,
  } = stored;
  if (kty !== 'EC' || crv !== 'P-256' || !d) throw new Error(`the key ${kid} is not a private P-256 key`);
  if (!kid || !Number.isSafeInteger(createdAtMs) || !Number.isSafeInteger(signsFromMs))
    throw new Error('a key lacks its kid or created_ms');
  const privateKey = createPrivateKey({ key: stored as JsonWebKey, format: 'jwk' });
  return {
    kid,
    privateKey,
    publicKey: createPublicKey(privateKey),
    createdAtMs,
    signsFromMs,
    ...(owner && { owner }),
  };
}

/**
 * @param keys in any order, at least one
 * @throws Error for an empty ring, and for two keys with the same id
 */
export function keyRing(keys: readonly SigningKey[], nowMs: () => number = systemClock.nowMs): KeyRing {
  const newestFirst = keys.toSorted((a, b) => b.signsFromMs - a.signsFromMs || (a.kid < b.kid ? -1 : 1));
  const oldest = newestFirst.at(-1);
  if (!oldest) throw new Error('a key ring needs at least one key');
  return {
    // The oldest signs also when the clock has stepped back behind it.
    current: () => newestFirst.find(({ signsFromMs }) => signsFromMs <= nowMs()) ?? oldest,
    ...verificationKeys(newestFirst),
  };
}

/** The public keys that a verifying process holds, from `jwks()` of the ring that signs. */
export function publishedKeys(jwks: { readonly keys: readonly JWK[] }): VerificationKeys {
  return verificationKeys(
    jwks.keys.map((jwk) => {
      if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !jwk.kid)
        throw new Error('a published key is not P-256');
      if (jwk.d) throw new Error(`the published key ${jwk.kid} has its private half`);
      const { owner } = jwk as { owner?: string };
      return {
        kid: jwk.kid,
        publicKey: createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }),
        ...(owner && { owner }),
      };
    }),
  );
}

function verificationKeys(keys: readonly VerificationKey[]): VerificationKeys {
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  if (byKid.size !== keys.length) throw new Error('two keys have the same kid');
  const published = keys.map(({ kid, publicKey, owner }) => ({
    ...(publicKey.export({ format: 'jwk' }) as JWK),
    kid,
    alg: SIGNING_ALGORITHM,
    use: 'sig',
    ...(owner && { owner }),
  }));
  return { find: (kid) => byKid.get(kid), jwks: () => ({ keys: published }) };
}
