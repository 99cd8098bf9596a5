import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isLocked } from './storage-error.ts';

/**
 * Locks a data directory against other processes for as long as this one lives. The lock is SQLite's own on `lock.db`;
 * the system releases it however the process ends.
 *
 * @returns releases the lock
 * @throws Error when another process holds it, or the directory cannot be created
 */
export function lockDirectory(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(`the data directory can't be made: ${(cause as Error).message}`, { cause });
  }
  const lock = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    const problem = isLocked(cause)
      ? `another process uses the data in ${directory}`
      : `the data directory ${directory} can't be locked: ${(cause as Error).message}`;
    throw new Error(problem, { cause });
  }
  return () => lock.close();
}
