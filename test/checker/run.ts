import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { openCluster } from './cluster-server.ts';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    cluster: { type: 'boolean', default: false },
    old: { type: 'string' },
  },
});
const [steps, seed] = [Number(values.steps), Number(values.seed)];
if (!Number.isInteger(steps) || steps < 1 || !Number.isInteger(seed)) {
  throw new Error('usage: run.ts [--steps 2000] [--seed 1] [--cluster [--old FOLDER]]');
}
const print = (line: string) => process.stdout.write(`${line}\n`);
print(`seed ${seed}, ${steps} steps`);
const cluster = values.cluster ? await openCluster(values.old) : undefined;
try {
  process.exitCode = (await check({ steps, seed, print, start: cluster?.start })) ? 0 : 1;
} finally {
  await cluster?.close();
}
