import { mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where engines are kept and run. Two people on one machine take different offsets. */
export interface Place {
  /** Downloads and builds, shared by all. */
  readonly cache: string;
  /** Data, logs and pid files of this set of engines: a folder for each node. */
  readonly dir: string;
  /** Added to every port, 0 to 900. */
  readonly offset: number;
}

/**
 * `SKEIN_CACHE`, `SKEIN_ENGINES_DIR` and `SKEIN_ENGINES_OFFSET`. Data is not below the home folder by default:
 * engines that refuse to run as root run as another user, who can't go through root's.
 *
 * @throws Error in plain words
 */
export function placeFrom(env: Readonly<Record<string, string | undefined>>): Place {
  const offset = Number(env.SKEIN_ENGINES_OFFSET || 0);
  if (!Number.isInteger(offset) || offset < 0 || offset > 900 || offset % 100 !== 0) {
    throw new Error('SKEIN_ENGINES_OFFSET must be 0, 100, 200 ... or 900: it is added to every port.');
  }
  const user = process.getuid?.() ?? 0;
  return {
    cache: resolve(env.SKEIN_CACHE || join(homedir(), '.cache', 'skein')),
    dir: resolve(env.SKEIN_ENGINES_DIR || `/var/tmp/skein-engines-${user}-${offset}`),
    offset,
  };
}

/** The folder of a node, made when it is not there. */
export function folderOf(place: Place, node: string): string {
  mkdirSync(place.dir, { recursive: true, mode: 0o711 });
  if (statSync(place.dir).uid !== process.getuid?.())
    throw new Error(`${place.dir} belongs to another user.`);
  const folder = join(place.dir, node);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}
