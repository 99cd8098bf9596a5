import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { run } from '../engines/install/run.ts';
import { folderOf, type Place } from '../engines/place.ts';

/**
 * Runs `skein seed` against the cluster of this machine: with the graph of SKEIN_GRAPH, else Reed98 if its file is
 * beside the project, else a generated one of the same size and skew. Gives the exit code.
 */
export async function seedCluster(
  place: Place,
  settings: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<number> {
  const root = join(import.meta.dirname, '../..');
  // Handles begin with the name of the file.
  const file = join(folderOf(place, 'seed'), basename(process.env.SKEIN_GRAPH || 'edges'));
  await run(process.execPath, [join(root, 'test/bench/graph-file.ts'), file]);
  const program = join(root, 'clients/cli/bin.mjs');
  const seeding = spawn(process.execPath, [program, 'seed', '--graph', file, ...words], {
    stdio: 'inherit',
    env: { SKEIN_CONFIG_DIR: folderOf(place, 'seed'), ...process.env, ...settings },
  });
  return new Promise((resolve, reject) => {
    seeding.once('error', reject);
    seeding.once('close', (code) => resolve(code ?? 1));
  });
}
