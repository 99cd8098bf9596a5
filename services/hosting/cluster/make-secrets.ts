import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { openKeyDirectory } from '../../../platform/auth/key-directory.ts';
import { keyRing, parseKey, type StoredKey } from '../../../platform/auth/keys.ts';
import { directorySecrets } from '../../../platform/auth/secrets.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { ServiceTable } from '../service-table.ts';
import { secretFiles } from './secrets.ts';

/**
 * Creates the secrets and keys of a cluster in a folder. It keeps existing files and creates missing ones from the system's
 * randomness, readable by the owner only.
 */
export async function makeSecrets(services: ServiceTable, folder: string): Promise<void> {
  const directory = resolve(folder);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const secret = directorySecrets(directory);
  for (const name of services.secrets) secret(name);
  await openKeyDirectory({ directory: secretFiles.accessKeys(directory), clock: systemClock });
  const published = [];
  for (const service of services.callsOf.keys()) {
    const folder = secretFiles.serviceKeys(directory, service);
    await openKeyDirectory({ directory: folder, clock: systemClock, owner: service });
    const keys = readdirSync(folder).filter((name) => name.endsWith('.jwk'));
    const ring = keyRing(
      keys.map((name) => parseKey(JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredKey)),
    );
    published.push(...ring.jwks().keys);
  }
  const file = secretFiles.publishedServiceKeys(directory);
  writeFileSync(`${file}.new`, `${JSON.stringify({ keys: published }, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
  // `skein grant` looks for the keys here, with this folder as SKEIN_DATA_DIR.
  const admin = join(directory, 'mesh-keys');
  if (!existsSync(admin)) symlinkSync(join('service-keys', 'command-line'), admin);
}
