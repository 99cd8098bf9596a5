import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** The one algorithm that tokens are signed with; any other is refused whatever a token's header says. */
export const SIGNING_ALGORITHM = 'ES256';

/** What verifying tokens takes. */
export interface VerificationKeys {
  /** Undefined for a key that is not (or no longer) trusted. */
  find(kid: string): VerificationKey | undefined;
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
  /** Milliseconds since 1970. The newest key of a ring signs. */
  readonly createdAtMs: number;
}

/** Keys of which the newest signs and all verify, so that a rotation breaks no token in use. */
export interface KeyRing extends VerificationKeys {
  /** The key that signs now. */
  current(): SigningKey;
}

/** A key's private JWK with the members that a ring needs: `kid`, `created_ms` and perhaps `owner`. */
export type StoredKey = JWK & { kid: string; created_ms: number; owner?: string };

export async function generateKey(nowMs: number, owner?: string): Promise<StoredKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as JWK;
  // RFC 7638: the id follows from the key, so nobody can give one id to two keys.
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), created_ms: nowMs, ...(owner && { owner }) };
}

/** @throws Error for anything but a private P-256 key; the message never has key material. */
export function parseKey(stored: StoredKey): SigningKey {
  const { kid, kty, crv, d, created_ms: createdAtMs, owner } = stored;
  if (kty !== 'EC' || crv !== 'P-256' || !d) throw new Error(`the key ${kid} is not a private P-256 key`);
  if (!kid || !Number.isSafeInteger(createdAtMs)) throw new Error('a key lacks its kid or created_ms');
  const privateKey = createPrivateKey({ key: stored as JsonWebKey, format: 'jwk' });
  return { kid, privateKey, publicKey: createPublicKey(privateKey), createdAtMs, ...(owner && { owner }) };
}

/**
 * @param keys in any order, at least one
 * @throws Error for an empty ring, and for two keys with the same id
 */
export function keyRing(keys: readonly SigningKey[]): KeyRing {
  const newestFirst = keys.toSorted((a, b) => b.createdAtMs - a.createdAtMs || (a.kid < b.kid ? -1 : 1));
  const [current] = newestFirst;
  if (!current) throw new Error('a key ring needs a key: none is made up');
  return { current: () => current, ...verificationKeys(newestFirst) };
}

/** What a process that only verifies holds: the public halves, from `jwks()` of the ring that signs. */
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
