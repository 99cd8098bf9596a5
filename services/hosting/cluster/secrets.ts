import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import {
  type KeyRing,
  keyRing,
  parseKey,
  publishedKeys,
  type StoredKey,
  type VerificationKeys,
} from '../../../platform/auth/keys.ts';
import { readPrivateFile } from '../../../platform/auth/private-file.ts';
import { givenSecrets, type Secrets } from '../../../platform/auth/secrets.ts';
import { ConfigError } from '../../../platform/config.ts';

/** Where a deployment's secrets and keys lie below the folder; a process is given those that it needs. */
export const secretFiles = {
  secret: (directory: string, name: string) => join(directory, `${name}.secret`),
  /** Private keys that users' tokens are signed with: the user service's alone. */
  accessKeys: (directory: string) => join(directory, 'access-keys'),
  /** Private keys that a service's own tokens are signed with. */
  serviceKeys: (directory: string, service: string) => join(directory, 'service-keys', service),
  /** The public halves of all services' keys, a JSON Web Key Set. */
  publishedServiceKeys: (directory: string) => join(directory, 'service-keys.json'),
};

export interface ClusterSecrets {
  readonly secret: Secrets;
  /** What this service signs its tokens with. */
  readonly ownKeys: KeyRing;
  /** What the tokens of all services are verified with. */
  readonly meshKeys: VerificationKeys;
}

/**
 * Reads what a service needs.
 *
 * @param owner the name of the service, and those of the deployment's secrets
 * @throws ConfigError naming what is missing or open to others; nothing is made up
 */
export function readClusterSecrets(
  directory: string,
  { service, secrets }: { readonly service: string; readonly secrets: readonly string[] },
): ClusterSecrets {
  return withSource(() => {
    const there = secrets.filter((name) => existsSync(secretFiles.secret(directory, name)));
    const texts = there.map((name) => [name, readPrivateFile(secretFiles.secret(directory, name)).trim()]);
    const jwks = readFileSync(secretFiles.publishedServiceKeys(directory), 'utf8');
    return {
      secret: givenSecrets(Object.fromEntries(texts)),
      ownKeys: readKeyRing(secretFiles.serviceKeys(directory, service)),
      meshKeys: publishedKeys(JSON.parse(jwks) as { keys: JWK[] }),
    };
  });
}

/** The keys that users' tokens are signed with. @throws ConfigError as above */
export function readAccessKeys(directory: string): KeyRing {
  return withSource(() => readKeyRing(secretFiles.accessKeys(directory)));
}

function readKeyRing(directory: string): KeyRing {
  const files = readdirSync(directory).filter((name) => name.endsWith('.jwk'));
  return keyRing(
    files.map((name) => parseKey(JSON.parse(readPrivateFile(join(directory, name))) as StoredKey)),
  );
}

function withSource<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([
      `SKEIN_SECRETS_DIR lacks what this service needs: ${(error as Error).message}. node services/main.ts make-secrets makes it.`,
    ]);
  }
}
