import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { type Load, startLoad } from './load.ts';
import { problemsOf } from './verify.ts';

/** Each fault under load: what was acknowledged before, during and after it, and that nothing was lost or doubled. */
interface Fault {
  readonly name: string;
  readonly strike: (cluster: TestCluster) => void | Promise<void>;
  /** Takes the fault away; without it the network mends itself. */
  readonly mend?: (cluster: TestCluster) => Promise<void>;
}

const killed = (...nodes: readonly string[]): Fault => ({
  name: `kill -9 ${nodes.join(' ')}`,
  strike: (cluster) => nodes.forEach(cluster.kill),
  mend: async (cluster) => {
    for (const node of nodes) await cluster.start(node);
  },
});
const faults: readonly Fault[] = [
  ...['user-1', 'graph-1', 'post-1', 'timeline-1'].map(
    (node): Fault => ({
      name: `kill -9 ${node}`,
      strike: (cluster) => cluster.kill(node),
    }),
  ),
  killed('kafka-1'),
  killed('cassandra-1'),
  killed('dgraph-alpha'),
  killed('dgraph-zero'),
  killed('redis-2'),
  killed('redis-1', 'redis-2', 'redis-3'),
  { name: 'Redis emptied', strike: (cluster) => cluster.redis('FLUSHALL') },
  killed('postgres-replica'),
  killed('postgres-primary'),
  {
    name: 'PostgreSQL failed over',
    strike: (cluster) => cluster.kill('postgres-primary'),
    mend: (cluster) => cluster.promote(),
  },
];

/** How long an engine is gone, in milliseconds. */
const goneMs = 4_000;
const leastEachSide = 200;
const recoveryLimitMs = 15_000;
const settleLimitMs = 30_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Waits for so many acknowledgements and answers how long that took; rejects when none comes for a minute. */
async function acknowledgements(load: Load, wanted: number, add: (count: ReturnType<Load['count']>) => void) {
  const began = performance.now();
  let sum = 0;
  let lastMs = began;
  while (sum < wanted) {
    await wait(50);
    const count = load.count();
    add(count);
    if (count.acknowledged > 0) lastMs = performance.now();
    sum += count.acknowledged;
    if (performance.now() - lastMs > 60_000) throw new Error('nothing is acknowledged any more');
  }
  return { sum, tookMs: performance.now() - began };
}

async function under(fault: Fault, cluster: TestCluster, load: Load): Promise<boolean> {
  const failures = new Map<string, number>();
  const wrong: string[] = [];
  const add = (count: ReturnType<Load['count']>) => {
    for (const [name, times] of count.failures) failures.set(name, (failures.get(name) ?? 0) + times);
    wrong.push(...count.wrong);
  };
  load.count();
  const before = await acknowledgements(load, leastEachSide, add);
  await fault.strike(cluster);
  await wait(goneMs);
  const during = load.count();
  add(during);
  await fault.mend?.(cluster);
  const meanwhile = load.count();
  add(meanwhile);
  // As many as there are workers, twice: everybody is served again.
  const recovery = await acknowledgements(load, 2 * load.authors.length, add);
  const after = await acknowledgements(load, leastEachSide, add);
  const text = [...failures].map(([name, times]) => `${name} ${times}`).join(', ') || 'none';
  const slow = recovery.tookMs > recoveryLimitMs;
  const ok = wrong.length === 0 && !slow;
  print(
    `${ok ? 'ok' : 'not ok'} - ${fault.name}: acknowledged ${before.sum} before, ${during.acknowledged + meanwhile.acknowledged} during, ${recovery.sum + after.sum} after; ` +
      `served again ${(recovery.tookMs / 1000).toFixed(1)} s after its return; failures: ${text}`,
  );
  for (const each of wrong.slice(0, 3)) print(`  ${each}`);
  return ok;
}

async function main(names: readonly string[]): Promise<void> {
  const chosen = faults.filter(({ name }) => names.length === 0 || names.some((each) => name.includes(each)));
  const began = performance.now();
  const cluster = await startCluster(2);
  let failed = 0;
  try {
    print(`the cluster is up after ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const transport = grpcTransport({ address: cluster.grpc });
    const load = await startLoad(transport, 8);
    for (const fault of chosen) if (!(await under(fault, cluster, load))) failed++;
    await load.stop();
    const end = performance.now() + settleLimitMs;
    let problems = await problemsOf(transport, load);
    while (problems.length > 0 && performance.now() < end) {
      await wait(500);
      problems = await problemsOf(transport, load);
    }
    for (const problem of problems) print(`  ${problem}`);
    const total = load.authors.reduce((sum, { posts }) => sum + posts.size, 0);
    const ok = problems.length === 0;
    if (!ok) failed++;
    print(`${ok ? 'ok' : 'not ok'} - of ${total} posts and ${load.likes.size} likes none is lost or doubled`);
    transport.close();
  } finally {
    await cluster.close();
  }
  print(`cluster faults: ${chosen.length + 1 - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
