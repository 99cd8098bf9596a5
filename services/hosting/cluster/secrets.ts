import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { followKeys } from '../../../platform/auth/key-directory.ts';
import { type KeyRing, publishedKeys, type VerificationKeys } from '../../../platform/auth/keys.ts';
import { readPrivateFile } from '../../../platform/auth/private-file.ts';
import { givenSecrets, type Secrets } from '../../../platform/auth/secrets.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import { ConfigError } from '../../../platform/config.ts';

/** The paths of a deployment's secrets and keys below the folder. A process gets only those that it needs. */
export const secretFiles = {
  secret: (directory: string, name: string) => join(directory, `${name}.secret`),
  /** Private keys that sign users' tokens. Only the user service reads them. */
  accessKeys: (directory: string) => join(directory, 'access-keys'),
  /** Private keys that sign a service's own tokens. */
  serviceKeys: (directory: string, service: string) => join(directory, 'service-keys', service),
  /** The public keys of all services, a JSON Web Key Set. */
  publishedServiceKeys: (directory: string) => join(directory, 'service-keys.json'),
};

export interface ClusterSecrets {
  readonly secret: Secrets;
  /** The keys that sign this service's tokens. */
  readonly ownKeys: KeyRing;
  /** The keys that verify the tokens of all services. */
  readonly meshKeys: VerificationKeys;
}

/**
 * Reads the secrets and keys of a service.
 *
 * @param secrets the names of the secrets to read; those without a file are left out
 * @throws ConfigError naming what is missing or readable by others; nothing is created
 */
export function readClusterSecrets(
  directory: string,
  { service, secrets }: { readonly service: string; readonly secrets: readonly string[] },
): ClusterSecrets {
  return withSource(() => {
    const existing = secrets.filter((name) => existsSync(secretFiles.secret(directory, name)));
    const texts = existing.map((name) => [name, readPrivateFile(secretFiles.secret(directory, name)).trim()]);
    const jwks = readFileSync(secretFiles.publishedServiceKeys(directory), 'utf8');
    return {
      secret: givenSecrets(Object.fromEntries(texts)),
      ownKeys: followKeys(secretFiles.serviceKeys(directory, service), systemClock),
      meshKeys: publishedKeys(JSON.parse(jwks) as { keys: JWK[] }),
    };
  });
}

/** The keys that sign users' tokens; a rotation needs no restart. @throws ConfigError as above */
export function readAccessKeys(directory: string, clock: Clock): KeyRing {
  return withSource(() => followKeys(secretFiles.accessKeys(directory), clock));
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
