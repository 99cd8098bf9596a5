import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where engines are stored and run. Two people on one machine use different offsets. */
export interface Place {
  /** Downloads and builds, shared by all. */
  readonly cache: string;
  /** Data, logs and pid files of this set of engines: one folder for each node. */
  readonly dir: string;
  /** Added to every port, 0 to 900. */
  readonly offset: number;
  /** Whether its engines require TLS and a password of every client. */
  readonly secure: boolean;
}

/**
 * `SKEIN_CACHE`, `SKEIN_ENGINES_DIR`, `SKEIN_ENGINES_OFFSET` and `SKEIN_ENGINES_SECURE`. Data is not below the home
 * folder by default: engines that refuse to run as root run as another user, who cannot enter root's home. Secure
 * engines have another folder, because their data contains accounts.
 *
 * @throws Error in plain words
 */
export function placeFrom(env: Readonly<Record<string, string | undefined>>): Place {
  const offset = Number(env.SKEIN_ENGINES_OFFSET || 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > 900 || offset % 100 !== 0) {
    throw new Error('SKEIN_ENGINES_OFFSET must be 0, 100, 200 ... or 900: it is added to every port.');
  }
  if (!/^[01]?$/.test(env.SKEIN_ENGINES_SECURE ?? '')) {
    throw new Error('SKEIN_ENGINES_SECURE must be 1, or 0 for engines without TLS and passwords.');
  }
  const secure = env.SKEIN_ENGINES_SECURE === '1';
  const own = `${process.getuid?.() ?? 0}-${offset}${secure ? '-secure' : ''}`;
  return {
    cache: resolve(env.SKEIN_CACHE || join(homedir(), '.cache', 'skein')),
    dir: resolve(env.SKEIN_ENGINES_DIR || `/var/tmp/skein-engines-${own}`),
    offset,
    secure,
  };
}

/** The folder of a node, created if missing. */
export function folderOf(place: Place, node: string): string {
  mkdirSync(place.dir, { recursive: true, mode: 0o711 });
  if (statSync(place.dir).uid !== process.getuid?.())
    throw new Error(`${place.dir} belongs to another user.`);
  const folder = join(place.dir, node);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}
