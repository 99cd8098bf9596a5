import { setTimeout as sleep } from 'node:timers/promises';
import { lockDirectory } from '../../platform/sqlite/directory-lock.ts';

/**
 * Does the work while no other process does any under the same directory, which is made if need be. The system lets go of
 * the lock however a process ends, so none is ever left behind. Whoever holds it for over `waitMs`, as a process that was
 * stopped, is not waited for, nor is a file system without locks: the server gives two who ask at once the same.
 */
export async function lockedBy<T>(
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

/** Undefined when another process, or another caller of this one, has it. */
function take(directory: string): (() => void) | undefined {
  try {
    return lockDirectory(directory);
  } catch {
    return undefined;
  }
}
