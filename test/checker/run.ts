import { parseArgs } from 'node:util';
import { check } from './check.ts';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [steps, seed] = [Number(values.steps), Number(values.seed)];
if (!Number.isInteger(steps) || steps < 1 || !Number.isInteger(seed)) {
  throw new Error('usage: run.ts [--steps 2000] [--seed 1]');
}
const print = (line: string) => process.stdout.write(`${line}\n`);
print(`seed ${seed}, ${steps} steps`);
process.exitCode = (await check({ steps, seed, print })) ? 0 : 1;
