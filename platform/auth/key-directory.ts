import { mkdirSync, readdirSync, realpathSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { generateKey, type KeyRing, keyRing, parseKey, type SigningKey, type StoredKey } from './keys.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

/** A key ring stored in a directory: one private JWK a file, readable by the owner only. */
export interface KeyDirectory extends KeyRing {
  /**
   * Makes a new key. It is published at once and signs after `publishMs`, which is longer than verifiers cache keys; until then
   * the key before it signs. Older keys still verify. Keys that stopped signing more than `retireAfterMs` ago (the life of a
   * token plus the clock skew) are deleted.
   */
  rotate(options: { publishMs: number; retireAfterMs: number }): Promise<void>;
}

const SUFFIX = '.jwk';
/** How often the directory is read again, in milliseconds: another process may have rotated the keys. */
export const directoryLookMs = 1_000;

/**
 * How long a key is published before it signs, in milliseconds: longer than all caches between the user service and a verifier
 * together. docs/caches.md lists them.
 */
export const publishBeforeSigningMs = 10 * 60_000;

/** Opens the directory. An empty or missing one gets its first key. */
export async function openKeyDirectory(options: {
  directory: string;
  clock: Clock;
  /** The only service that may be the subject of tokens signed with keys made here. */
  owner?: string;
}): Promise<KeyDirectory> {
  const { directory, clock, owner } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });

  const add = async (createdMs: number, signsFromMs: number) => {
    const stored = await generateKey(createdMs, owner, signsFromMs);
    createPrivateFile(join(directory, `${stored.kid}${SUFFIX}`), JSON.stringify(stored));
  };
  if (keyFiles(directory).length === 0) await add(clock.nowMs(), clock.nowMs());
  const ring = followKeys(directory, clock);
  return {
    ...ring,
    async rotate({ publishMs, retireAfterMs }) {
      const keys = readKeys(directory);
      // The new key must be the newest even if the clock stepped back.
      const newestMs = Math.max(...keys.map(({ signsFromMs }) => signsFromMs));
      const nowMs = clock.nowMs();
      await add(nowMs, Math.max(nowMs + publishMs, newestMs + 1));
      for (const kid of retired(keys, nowMs - retireAfterMs)) unlinkSync(join(directory, `${kid}${SUFFIX}`));
    },
  };
}

/**
 * The keys of a directory. It is read again when its files change, at most once a second. Files with the same names are other
 * files when the directory has another real path: Kubernetes replaces a mounted Secret by changing a symbolic link.
 *
 * @throws Error for a directory without keys, and for a file that others can read
 */
export function followKeys(directory: string, clock: Clock): KeyRing {
  const versionOf = (path: string) => [path, ...keyFiles(path).sort()].join();
  const read = (path: string) => ({
    version: versionOf(path),
    ring: keyRing(readKeys(path), clock.nowMs),
  });
  let known = read(realpathSync(directory));
  let lookedMs = clock.monotonicMs();
  const look = () => {
    if (clock.monotonicMs() - lookedMs < directoryLookMs) return known.ring;
    lookedMs = clock.monotonicMs();
    try {
      const path = realpathSync(directory);
      if (versionOf(path) !== known.version) known = read(path);
    } catch (error) {
      // A rotation deletes files meanwhile: the next look finds it ended.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return known.ring;
  };
  return { current: () => look().current(), find: (kid) => look().find(kid), jwks: () => look().jwks() };
}

/** Keys that stopped signing before `beforeMs`. A key stops signing when the next one begins. */
function retired(keys: readonly SigningKey[], beforeMs: number): string[] {
  const oldestFirst = keys.toSorted((a, b) => a.signsFromMs - b.signsFromMs);
  return oldestFirst.flatMap(({ kid }, i) => {
    const successor = oldestFirst[i + 1];
    return successor && successor.signsFromMs < beforeMs ? [kid] : [];
  });
}

function keyFiles(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith(SUFFIX));
}

function readKeys(directory: string): SigningKey[] {
  return keyFiles(directory).map((name) =>
    parseKey(JSON.parse(readPrivateFile(join(directory, name))) as StoredKey),
  );
}
