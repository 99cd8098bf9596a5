import { mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { generateKey, type KeyRing, keyRing, parseKey, type SigningKey, type StoredKey } from './keys.ts';
import { createPrivateFile, readPrivateFile } from './private-file.ts';

/** A key ring stored in a directory: one private JWK a file, readable by the owner only. */
export interface KeyDirectory extends KeyRing {
  /**
   * Makes a new key, which signs from now on; older keys still verify. Keys that stopped signing more than
   * `retireAfterMs` ago (the life of a token plus the clock skew) are deleted.
   */
  rotate(options: { retireAfterMs: number }): Promise<void>;
  /** Reads the directory again, because another process may have rotated the keys. */
  reload(): void;
}

const SUFFIX = '.jwk';

/** Opens the directory. An empty or missing one gets its first key. */
export async function openKeyDirectory(options: {
  directory: string;
  clock: Clock;
  /** The only service that may be the subject of tokens signed with keys made here. */
  owner?: string;
}): Promise<KeyDirectory> {
  const { directory, clock, owner } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });

  const add = async (notBeforeMs = 0) => {
    const stored = await generateKey(Math.max(clock.nowMs(), notBeforeMs), owner);
    createPrivateFile(join(directory, `${stored.kid}${SUFFIX}`), JSON.stringify(stored));
  };
  const load = () => keyRing(readKeys(directory));

  if (keyFiles(directory).length === 0) await add();
  let ring = load();

  return {
    current: () => ring.current(),
    find: (kid) => ring.find(kid),
    jwks: () => ring.jwks(),
    async rotate({ retireAfterMs }) {
      // The new key must be the newest even if the clock stepped back.
      await add(ring.current().createdAtMs + 1);
      for (const kid of retired(readKeys(directory), clock.nowMs() - retireAfterMs)) {
        unlinkSync(join(directory, `${kid}${SUFFIX}`));
      }
      ring = load();
    },
    reload() {
      ring = load();
    },
  };
}

/** Keys that stopped signing before `beforeMs`. A key stops signing when the next one is made. */
function retired(keys: readonly SigningKey[], beforeMs: number): string[] {
  const oldestFirst = keys.toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  return oldestFirst.flatMap(({ kid }, i) => {
    const successor = oldestFirst[i + 1];
    return successor && successor.createdAtMs < beforeMs ? [kid] : [];
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
