import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder or file of the cache unless it exists: in a temporary place, then moved, so it is complete even when
 * two processes start at once.
 */
export async function createAtomically(
  target: string,
  make: (unfinished: string) => Promise<void>,
): Promise<void> {
  if (existsSync(target)) return;
  process.stdout.write(`getting ${target}\n`);
  const unfinished = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    await make(unfinished);
    if (!existsSync(target)) renameSync(unfinished, target);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
