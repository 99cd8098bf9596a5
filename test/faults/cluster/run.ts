import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { startCluster } from './cluster.ts';
import { openLog } from './events.ts';
import { type Fault, faults, type Struck } from './faults.ts';
import { type Count, type Load, nobodyThere, startLoad } from './load.ts';
import { problemsOf } from './verify.ts';

/** The default duration of a fault, in milliseconds. */
const lastsMs = 4_000;
const leastEachSide = 200;
const recoveryLimitMs = 15_000;
const settleLimitMs = 30_000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const print = (text: string) => process.stdout.write(`${text}\n`);

/** Waits for so many acknowledgements and gives the time; rejects after two minutes without one. */
async function acknowledgements(load: Load, wanted: number, add: (count: Count) => void) {
  const began = performance.now();
  let sum = 0;
  let lastMs = began;
  while (sum < wanted) {
    await wait(50);
    const count = load.count();
    add(count);
    if (count.acknowledged > 0) lastMs = performance.now();
    sum += count.acknowledged;
    if (performance.now() - lastMs > 120_000) throw new Error('nothing is acknowledged any more');
  }
  return { sum, tookMs: performance.now() - began };
}

/**
 * A fault under load: checks what was acknowledged before, during and after it, and which errors and delays occurred.
 */
async function under(fault: Fault, struck: Struck): Promise<boolean> {
  const { load } = struck;
  const failures = new Map<string, number>();
  const wrong: string[] = [];
  let reads = 0;
  const add = (count: Count) => {
    for (const [name, times] of count.failures) failures.set(name, (failures.get(name) ?? 0) + times);
    const counted = count.wrong.filter(({ name }) => !(fault.isOfDoor && name === nobodyThere));
    wrong.push(...counted.map(({ text }) => text));
    reads += count.answered;
  };
  load.count();
  const before = await acknowledgements(load, leastEachSide, add);
  await fault.strike(struck);
  await wait(fault.lastsMs ?? lastsMs);
  const during = load.count();
  add(during);
  await fault.mend?.(struck);
  const meanwhile = load.count();
  add(meanwhile);
  // Four times the number of workers: everybody is served again.
  const recovery = await acknowledgements(load, 4 * load.authors.length, add);
  const after = await acknowledgements(load, leastEachSide, add);
  const proof = await fault.proof?.(struck).catch((error: Error) => {
    wrong.push(error.message);
    return undefined;
  });
  const text = [...failures].map(([name, times]) => `${name} ${times}`).join(', ') || 'none';
  const ok = wrong.length === 0 && recovery.tookMs <= recoveryLimitMs;
  print(
    `${ok ? 'ok' : 'not ok'} - ${fault.name}: writes acknowledged: ${before.sum} before, ${during.acknowledged + meanwhile.acknowledged} during, ` +
      `${recovery.sum + after.sum} after; ${reads} reads; served again ${(recovery.tookMs / 1000).toFixed(1)} s after its return; ` +
      `failures: ${text}${proof === undefined ? '' : `; ${proof}`}`,
  );
  for (const each of wrong.slice(0, 5)) print(`  ${each}`);
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
    const log = await openLog(cluster.brokers);
    for (const fault of chosen) {
      const held = await under(fault, { cluster, log, load, transport }).catch((error: Error) => {
        print(`not ok - ${fault.name}: ${error.message}`);
        return false;
      });
      if (!held) failed++;
    }
    await load.stop();
    await log.close();
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
    print(
      `${ok ? 'ok' : 'not ok'} - of ${total} posts, ${load.likes.size} likes and their notifications, follows of ${load.idols.length} people and bios none is lost or doubled`,
    );
    transport.close();
  } finally {
    await cluster.close();
  }
  print(`cluster faults: ${chosen.length + 1 - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
