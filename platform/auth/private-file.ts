import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a file that only its owner can read, completely and on disk, or not at all. False when it exists already: of
 * two processes that start at once, one creates it and both use it.
 */
export function createPrivateFile(path: string, text: string): boolean {
  const directory = dirname(path);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeWhole(draft, text);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncDirectory(directory);
  return true;
}

/** Writes everything or throws: on a nearly full disk one call may write only a part. */
function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** @throws Error when others than the reader have any permission on the file, or it does not exist. */
export function readPrivateFile(path: string): string {
  const file = statSync(path);
  const reader = { uid: process.getuid?.() ?? 0, groups: process.getgroups?.() ?? [] };
  if (!isPrivate(file, reader)) {
    throw new Error(
      `${path} is open to others (mode ${(file.mode & 0o777).toString(8)}): make it 600, or replace it`,
    );
  }
  return readFileSync(path, 'utf8');
}

/**
 * Whether only its owner may use a file. Kubernetes mounts a secret as a file of root that the group of the pod may read, which
 * is as private: the pod is the only member of that group.
 */
export function isPrivate(
  { mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>,
  reader: { readonly uid: number; readonly groups: readonly number[] },
): boolean {
  const others = mode & 0o077;
  if (others === 0) return true;
  return others === 0o040 && uid === 0 && reader.uid !== 0 && reader.groups.includes(gid);
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
