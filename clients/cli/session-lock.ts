import { setTimeout as sleep } from 'node:timers/promises';
import { lockDirectory } from '../../platform/sqlite/directory-lock.ts';

/**
 * Runs the work while no other process works under the same directory, which is created if needed. The system releases
 * the lock however a process ends, so none is left behind. After `waitMs` the work runs without the lock, as it does on
 * a file system without locks: the server gives two concurrent renewals the same tokens.
 */
export async function withDirectoryLock<T>(
  directory: string,
  work: () => Promise<T>,
  { waitMs = 10_000, pollMs = 25 }: { waitMs?: number; pollMs?: number } = {},
): Promise<T> {
  const untilMs = performance.now() + waitMs;
  let unlock = take(directory);
  while (unlock === undefined && performance.now() < untilMs) {
    await sleep(pollMs);
    unlock = take(directory);
  }
  try {
    return await work();
  } finally {
    unlock?.();
  }
}

/** Undefined when another process, or another caller of this one, holds it. */
function take(directory: string): (() => void) | undefined {
  try {
    return lockDirectory(directory);
  } catch {
    return undefined;
  }
}
