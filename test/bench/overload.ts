import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { random } from '../checker/random.ts';
import { type OpenLoopFigures, openLoop } from './harness/open-loop.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { type MixKind, standardMix } from './standard-mix.ts';

const { values } = parseArgs({
  options: {
    /** The rated load: posts a second; with them come nine times as many reads. */
    posts: { type: 'string', default: '100' },
    /** Seconds of the rated load. */
    seconds: { type: 'string', default: '10' },
    /** Seconds of overload. */
    overload: { type: 'string', default: '60' },
    times: { type: 'string', default: '5' },
  },
});
const seconds = Number(values.seconds);
const times = Number(values.times);
const operationsPerPost = 10;
/** Nothing is held back by the generator: who would have come does come. */
const maxInFlight = 100_000;
/** Nobody waits longer for an answer: what comes later is no goodput. */
const promptMs = 1_000;
/** After the overload the rated load is looked at second by second for so long. */
const recoverySeconds = 15;

interface Run extends OpenLoopFigures<MixKind> {
  readonly posts: number;
  readonly cpuMs: number;
  readonly serverCores: number;
  readonly rssMiB: number;
}

/** As shipped: other benchmarks turn nobody away. */
const shippedTurn = '100ms';

const where = setting();
const network = await warmNetwork({ env: { SKEIN_OVERLOAD_TURN: shippedTurn } });
const wire = await connectWire(network.server.ready.grpc!);
const { server, people } = network;
let runs = 0;

async function load(posts: number, runSeconds: number, drainMs = 5_000): Promise<Run> {
  const draw = random(8, runs++);
  const next = standardMix(wire, people, draw);
  const before = await server.usage();
  const startMs = performance.now();
  const figures = await openLoop({
    rate: posts * operationsPerPost,
    durationMs: runSeconds * 1_000,
    drainMs,
    maxInFlight,
    promptMs,
    random: draw,
    next,
  });
  const after = await server.usage();
  const cpuMs = after.cpuMs - before.cpuMs;
  return {
    ...figures,
    posts,
    cpuMs,
    serverCores: cpuMs / (performance.now() - startMs),
    rssMiB: after.rssBytes / 2 ** 20,
  };
}

/** The most that the server takes up in memory while `work` runs, looked at once a second; MiB. */
async function watched<T>(work: Promise<T>): Promise<{ result: T; peakMiB: number; lastMiB: number }> {
  let over = false;
  const ended = work.finally(() => {
    over = true;
  });
  let peakMiB = 0;
  let lastMiB = 0;
  while (!over) {
    lastMiB = (await server.usage()).rssBytes / 2 ** 20;
    peakMiB = Math.max(peakMiB, lastMiB);
    await Promise.race([ended, sleep(1_000)]).catch(() => {});
  }
  return { result: await ended, peakMiB, lastMiB };
}

/** Holds still when other programs take the processor. */
const perCpuSecond = ({ answered, cpuMs }: Run) => (answered / cpuMs) * 1_000;

const failures = ({ kinds }: Run) => {
  const sums: Record<string, number> = {};
  for (const { failed } of Object.values(kinds))
    for (const [status, count] of Object.entries(failed)) sums[status] = (sums[status] ?? 0) + count;
  return Object.entries(sums)
    .map(([status, count]) => `${count} ${status === '8' ? 'RESOURCE_EXHAUSTED' : status}`)
    .join(', ');
};

const rows = (what: string, run: Run, more: Row = {}): Row[] => [
  {
    what: `${what}: ${run.posts * operationsPerPost} operations/s`,
    'offered/s': run.offered / run.seconds,
    'answered/s': run.goodput,
    'server cores': run.serverCores,
    'answered per CPU s': perCpuSecond(run),
    'memory MiB': run.rssMiB,
    'generator late p99 ms': run.lateP99Ms,
    failed: failures(run),
    ...more,
  },
  ...(['home', 'user', 'post'] as const)
    .filter((kind) => run.kinds[kind] !== undefined)
    .map((kind) => ({
      what: `  ${kind}`,
      'answered/s': run.kinds[kind].answered / run.seconds,
      'p50 ms': run.kinds[kind].p50Ms,
      'p99 ms': run.kinds[kind].p99Ms,
    })),
];

async function measure(): Promise<void> {
  await load(Math.max(1, Number(values.posts) / 10), 5);
  const rated = await load(Number(values.posts), seconds);

  const { result: over, peakMiB } = await watched(load(rated.posts * times, Number(values.overload), 2_000));
  let recovered: number | undefined;
  for (let second = 1; second <= recoverySeconds && recovered === undefined; second++) {
    const { offered, answered, kinds } = await load(rated.posts, 1, 500);
    const prompt = Object.values(kinds).every(({ p99Ms }) => p99Ms < 250);
    if (answered >= offered * 0.95 && prompt) recovered = second;
  }
  const ratio = over.goodput / rated.goodput;
  report(where, {
    name: 'overload',
    data: [
      network.data,
      `open loop, exponential gaps; an answer after more than ${promptMs} ms is none; rated ${seconds} s, ${times} times as much for ${values.overload} s, then rated again`,
    ],
    rows: [
      ...rows('rated', rated),
      ...rows(`${times} times`, over, { 'memory MiB': peakMiB }),
      {
        what:
          `goodput under overload, of that at the rated load: ${ratio.toFixed(2)} (aim 0.8); ` +
          `of a CPU second: ${(perCpuSecond(over) / perCpuSecond(rated)).toFixed(2)}`,
      },
      {
        what:
          recovered === undefined
            ? `not recovered within ${recoverySeconds} s`
            : `recovered in second ${recovered}: 95 in 100 answered, every p99 under 250 ms`,
      },
    ],
    details: { rated, over, ratio, recovered, peakMiB },
  });
  if (ratio < 0.8 || recovered === undefined) process.exitCode = 1;
}

await measure().finally(async () => {
  wire.close();
  await network.close();
});
