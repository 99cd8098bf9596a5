import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Every benchmark with its default arguments; a few minutes for all. */
const benchmarks: Readonly<Record<string, readonly string[]>> = {
  home: ['--rounds', '5', '--seconds', '3'],
  doors: ['--rounds', '5', '--seconds', '2'],
  post: ['--rounds', '3', '--seconds', '2'],
  visible: ['--seconds', '6'],
  'idle-streams': [],
  famous: [],
  'fan-out': ['--rounds', '3', '--posts', '1000', '--famous', '40'],
  notify: ['--seconds', '6'],
  mix: ['--seconds', '10', '--search', '5'],
};

/** Minutes each; run only when named. */
const long: Readonly<Record<string, readonly string[]>> = {
  edge: ['--rounds', '3', '--seconds', '2'],
  memory: [],
  growth: [],
  'memory-parts': [],
  search: [],
};

/** Benchmarks of a running cluster (`make run-cluster`, `make seed-cluster`); run only by name. */
const ofCluster: Readonly<Record<string, readonly string[]>> = {
  'cluster-fan-out': ['--rounds', '5'],
  'cluster-home': ['--rounds', '3', '--seconds', '5'],
  'cluster-costs': [],
  'cluster-visible': ['--seconds', '20'],
};

/** Benchmarks of a running mesh (`make bench-mesh`). */
const ofMesh: Readonly<Record<string, readonly string[]>> = { 'mesh-home': [] };

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    /** A folder for the results, one NAME.json each; see test/bench/measured. */
    json: { type: 'string' },
  },
});
const env = { ...process.env, ...(values.json !== undefined && { BENCH_JSON: values.json }) };
for (const name of asked.length === 0 ? Object.keys(benchmarks) : asked) {
  const args = benchmarks[name] ?? long[name] ?? ofCluster[name] ?? ofMesh[name];
  if (args === undefined) {
    const known = [benchmarks, long, ofCluster, ofMesh].flatMap((each) => Object.keys(each));
    throw new Error(`there is no benchmark ${name}: ${known.join(', ')}`);
  }
  const script = fileURLToPath(
    new URL(
      `${name.replace(/^(cluster|mesh)-/, '$1/').replace(/^memory$/, 'soak-memory')}.ts`,
      import.meta.url,
    ),
  );
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exit(1);
}
