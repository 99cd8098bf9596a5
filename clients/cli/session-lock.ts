import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does the work while no other process does any under the same file. The lock is SQLite's own on the empty file: the system
 * lets go of it however a process ends, so none is ever left behind. Whoever holds it for over `waitMs`, as a process that was
 * stopped, is not waited for, nor is a file system without locks: the server gives two who ask at once the same.
 */
export async function lockedBy<T>(
  file: string,
  work: () => Promise<T>,
  { waitMs = 10_000, pollMs = 25 }: { waitMs?: number; pollMs?: number } = {},
): Promise<T> {
  const untilMs = performance.now() + waitMs;
  let lock = take(file);
  while (lock === undefined && performance.now() < untilMs) {
    await sleep(pollMs);
    lock = take(file);
  }
  try {
    return await work();
  } finally {
    lock?.close();
  }
}

/** Undefined when another process, or another caller of this one, has it. */
function take(file: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock?.close();
    return undefined;
  }
}
