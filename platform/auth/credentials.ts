import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { group, type ValuesOf } from '../config.ts';
import { openKeyDirectory } from './key-directory.ts';
import {
  type KeyRing,
  keyRing,
  parseKey,
  parseKeySet,
  publishedKeys,
  type VerificationKeys,
} from './keys.ts';
import { directorySecrets, givenSecrets, parseSecret, type Secrets } from './secrets.ts';

/**
 * What a cluster's processes are given to sign, derive and verify with. The embedded profile makes its own in the
 * data directory and takes none of these.
 */
export const credentialSettings = group(
  {
    pageTokens: {
      env: 'SKEIN_PAGE_TOKEN_SECRET',
      type: 'secret',
      doc: 'Cluster: at least 32 random bytes in base64 that sign page and resume tokens, the same everywhere.',
    },
    refreshTokens: {
      env: 'SKEIN_REFRESH_SECRET',
      type: 'secret',
      doc: 'Cluster, user service: at least 32 random bytes in base64 that refresh tokens are derived with.',
    },
    accessKeys: {
      env: 'SKEIN_ACCESS_KEYS',
      type: 'secret',
      doc: 'Cluster, user service: the private JWK set that signs access tokens.',
    },
    accessJwks: {
      env: 'SKEIN_ACCESS_JWKS',
      type: 'string',
      default: '',
      doc: 'Cluster, all other services: the public JWK set that access tokens are verified with.',
    },
    meshKeys: {
      env: 'SKEIN_MESH_KEYS',
      type: 'secret',
      doc: "Cluster: the private JWK set that signs this service's own tokens.",
    },
    meshJwks: {
      env: 'SKEIN_MESH_JWKS',
      type: 'string',
      default: '',
      doc: 'Cluster: the public JWK set of all services, each key with its owner.',
    },
  },
  ({ pageTokens, refreshTokens, accessKeys, accessJwks, meshKeys, meshJwks }, { process }) => {
    const problems: string[] = [];
    if (process?.profile === 'embedded') {
      if (pageTokens || refreshTokens || accessKeys || accessJwks || meshKeys || meshJwks) {
        problems.push('Keys and secrets are set, but the embedded profile makes its own: unset them.');
      }
    } else if (process) {
      if (!pageTokens)
        problems.push('SKEIN_PAGE_TOKEN_SECRET is not set: the cluster profile has no default.');
      if (!meshKeys) problems.push('SKEIN_MESH_KEYS is not set: the cluster profile has no default.');
      if (!meshJwks)
        problems.push('SKEIN_MESH_JWKS is not set: no call of another service could be trusted.');
      if (!accessKeys !== !refreshTokens) {
        problems.push('SKEIN_ACCESS_KEYS and SKEIN_REFRESH_SECRET belong together: one of them is missing.');
      }
      if (!accessKeys === !accessJwks) {
        problems.push('Exactly one of SKEIN_ACCESS_KEYS (user service) and SKEIN_ACCESS_JWKS must be set.');
      }
    }
    for (const [env, secret] of [
      ['SKEIN_PAGE_TOKEN_SECRET', pageTokens],
      ['SKEIN_REFRESH_SECRET', refreshTokens],
    ] as const) {
      if (secret) problems.push(...refusal(() => parseSecret(env, secret.reveal())));
    }
    for (const [env, keys] of [
      ['SKEIN_ACCESS_KEYS', accessKeys],
      ['SKEIN_MESH_KEYS', meshKeys],
    ] as const) {
      if (keys) problems.push(...refusal(() => parseKeySet(env, keys.reveal()).keys.map(parseKey)));
    }
    for (const [env, jwks] of [
      ['SKEIN_ACCESS_JWKS', accessJwks],
      ['SKEIN_MESH_JWKS', meshJwks],
    ] as const) {
      if (jwks) problems.push(...refusal(() => publishedKeys(parseKeySet(env, jwks))));
    }
    const strays = meshJwks ? publishedKeysWithoutOwner(meshJwks) : [];
    if (strays.length > 0) problems.push(`SKEIN_MESH_JWKS has keys without an owner: ${strays.join(', ')}.`);
    return problems;
  },
);

/** A key without an owner could speak for any service. */
function publishedKeysWithoutOwner(jwks: string): string[] {
  try {
    return parseKeySet('', jwks).keys.flatMap(({ kid, owner }) => (owner ? [] : [kid]));
  } catch {
    return [];
  }
}

/** What a process signs, derives and verifies with. */
export interface Credentials {
  /** `page-tokens`; `refresh-tokens` where sessions are kept; more in the embedded profile. */
  secret: Secrets;
  /** Signs access tokens; absent in processes that only verify. */
  accessRing?: KeyRing;
  accessKeys: VerificationKeys;
  /** Signs this process's service tokens. */
  meshRing: KeyRing;
  meshKeys: VerificationKeys;
}

export async function openCredentials(options: {
  profile: 'embedded' | 'cluster';
  dataDir: string;
  clock: Clock;
  given: ValuesOf<(typeof credentialSettings)['settings']>;
}): Promise<Credentials> {
  const { profile, dataDir, clock, given } = options;
  if (profile === 'embedded') {
    const accessRing = await openKeyDirectory({ directory: join(dataDir, 'keys', 'access'), clock });
    const meshRing = await openKeyDirectory({ directory: join(dataDir, 'keys', 'mesh'), clock });
    const secret = directorySecrets(join(dataDir, 'secrets'));
    return { secret, accessRing, accessKeys: accessRing, meshRing, meshKeys: meshRing };
  }
  const ring = (env: string, text: string) => keyRing(parseKeySet(env, text).keys.map(parseKey));
  const accessRing = given.accessKeys && ring('SKEIN_ACCESS_KEYS', given.accessKeys.reveal());
  return {
    secret: givenSecrets({
      ...(given.pageTokens && { 'page-tokens': given.pageTokens.reveal() }),
      ...(given.refreshTokens && { 'refresh-tokens': given.refreshTokens.reveal() }),
    }),
    ...(accessRing && { accessRing }),
    accessKeys: accessRing ?? publishedKeys(parseKeySet('SKEIN_ACCESS_JWKS', given.accessJwks)),
    meshRing: ring('SKEIN_MESH_KEYS', given.meshKeys?.reveal() ?? ''),
    meshKeys: publishedKeys(parseKeySet('SKEIN_MESH_JWKS', given.meshJwks)),
  };
}

function refusal(parse: () => unknown): string[] {
  try {
    parse();
    return [];
  } catch (error) {
    return [`${(error as Error).message}.`];
  }
}
