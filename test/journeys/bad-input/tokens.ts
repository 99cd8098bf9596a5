import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { type AccessTokenIssuer, accessTokenIssuer } from '../../../platform/auth/access-tokens.ts';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import { generateKey, type KeyRing, keyRing, parseKey } from '../../../platform/auth/keys.ts';
import { serviceTokenSource } from '../../../platform/auth/service-tokens.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { Headers } from '../../../services/product/cast.ts';

/** A user as the network issues tokens to them. */
export interface Bearer {
  readonly userId: string;
  readonly sessionId: string;
  readonly accessToken: string;
}

/** Creates tokens with the network's own keys, and with others. */
export interface Mint {
  /** A valid token of a service. */
  service(name: string): Promise<string>;
  /** Tokens of a user that must be refused as TOKEN_INVALID, by their fault. */
  badUserTokens(bearer: Bearer): Promise<Record<string, string>>;
  /** Genuine but expired. */
  expiredUserToken(bearer: Bearer): Promise<string>;
  badServiceTokens(bearer: Bearer): Promise<Record<string, string>>;
  expiredServiceToken(): Promise<string>;
}

const TTL_MS = 300_000;
const hourAgo = { ...systemClock, nowMs: () => systemClock.nowMs() - 3_600_000 };

export async function openMint(dataDir: string): Promise<Mint> {
  const keys = await openKeyDirectory({ directory: join(dataDir, 'keys'), clock: systemClock });
  const meshKeys = await openKeyDirectory({ directory: join(dataDir, 'mesh-keys'), clock: systemClock });
  const strangers = keyRing([parseKey(await generateKey(0))]);

  return {
    service: (name) => serviceToken(name, meshKeys),
    async badUserTokens(bearer) {
      const good = bearer.accessToken;
      const [header, payload, signature] = good.split('.') as [string, string, string];
      const raised = encode({ ...decode(payload), role: 'operator' });
      const none = encode({ ...decode(header), alg: 'none' });
      const hmac = encode({ ...decode(header), alg: 'HS256' });
      const publicKey = JSON.stringify(keys.jwks().keys[0]);
      return {
        'a token with a raised role': `${header}.${raised}.${signature}`,
        'a token with an altered signature': `${header}.${payload}.${flipped(signature)}`,
        'a truncated token': good.slice(0, -10),
        'half a token': `${header}.${payload}`,
        'alg none': `${none}.${payload}.`,
        'alg none with the old signature': `${none}.${payload}.${signature}`,
        'HS256 keyed with the public key': `${hmac}.${payload}.${createHmac('sha256', publicKey).update(`${hmac}.${payload}`).digest('base64url')}`,
        "a stranger's key under our key id": await userToken(await renamed(keys.current().kid), bearer),
        'an unknown key': await userToken(strangers, bearer),
        "a service's token": await serviceToken('post', meshKeys),
        "a user's token signed with the mesh's key": await userToken(meshKeys, bearer),
        'no token at all': 'nonsense',
        'a token of 5,000 characters': `${good}${'A'.repeat(5_000 - good.length)}`,
      };
    },
    expiredUserToken: (bearer) =>
      accessTokenIssuer({ ring: keys, clock: hourAgo, ttlMs: TTL_MS })
        .issue({ ...bearer, role: 'user', generation: 0 })
        .then(({ token }) => token),
    async badServiceTokens(bearer) {
      const good = await serviceToken('post', meshKeys);
      const [header, payload] = good.split('.') as [string, string];
      return {
        "a user's token as a service's": bearer.accessToken,
        "a service's token signed with the key of users' tokens": await serviceToken('post', keys),
        "a service's token of a key that nobody knows": await serviceToken('post', strangers),
        "a service's token with alg none": `${encode({ ...decode(header), alg: 'none' })}.${payload}.`,
        "a truncated service's token": good.slice(0, -10),
      };
    },
    expiredServiceToken: async () =>
      serviceTokenSource({ service: 'post', ring: meshKeys, clock: hourAgo, ttlMs: TTL_MS }).token(),
  };
}

export function asUser(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}

export function asService(token: string): Headers {
  return { 'x-skein-service': `Bearer ${token}` };
}

async function serviceToken(service: string, ring: KeyRing): Promise<string> {
  return serviceTokenSource({ service, ring, clock: systemClock }).token();
}

async function userToken(ring: KeyRing, { userId, sessionId }: Bearer): Promise<string> {
  const issuer: AccessTokenIssuer = accessTokenIssuer({ ring, clock: systemClock, ttlMs: TTL_MS });
  return (await issuer.issue({ userId, sessionId, role: 'operator', generation: 0 })).token;
}

/** A new key that pretends to have this id. */
async function renamed(kid: string): Promise<KeyRing> {
  return keyRing([parseKey({ ...(await generateKey(0)), kid })]);
}

function flipped(text: string): string {
  return `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
