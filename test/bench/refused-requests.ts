import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { random } from '../checker/random.ts';
import { bombs } from './bombs.ts';
import { openLoop } from './harness/open-loop.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type MixRun, mixLoad, mixRows } from './mix-load.ts';
import { warmNetwork } from './reed98.ts';

const { values } = parseArgs({
  options: {
    /** Bombs a second. */
    bombs: { type: 'string', default: '50' },
    /** Posts a second of the concurrent mix: the rated load. */
    posts: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
  },
});
const [rate, posts, seconds] = [Number(values.bombs), Number(values.posts), Number(values.seconds)];
/** The allowed effect on other users, and the allowed cost of a refusal. */
const aims = { p99Ratio: 2, rssMiB: 64, logBytes: 1_024 };

/** Measures what refused requests cost all other users: requests that would be huge, beside the standard mix. */
const where = setting();
const network = await warmNetwork({ env: { SKEIN_OVERLOAD_TURN: '100ms' } });
const { server, people, data } = network;
const wire = await connectWire(server.ready.grpc!);
const load = mixLoad({ server, wire, people });
const { all, close } = bombs({ http: server.ready.http!, grpc: server.ready.grpc!, token: people[0]!.token });

/** The peak memory while `work` runs, in MiB. */
async function peakOf<T>(work: Promise<T>): Promise<{ result: T; peakMiB: number }> {
  let over = false;
  const ended = work.finally(() => (over = true));
  let peakMiB = 0;
  while (!over) {
    peakMiB = Math.max(peakMiB, (await server.usage()).rssBytes / 2 ** 20);
    await Promise.race([ended, sleep(250)]).catch(() => {});
  }
  return { result: await ended, peakMiB };
}

async function throwBombs() {
  const draw = random(11, 0);
  let taken = 0;
  const figures = await openLoop({
    rate,
    durationMs: seconds * 1_000,
    random: draw,
    next() {
      const bomb = draw.pick(all);
      const run = async () => {
        if (!(await bomb.send())) taken += 1;
      };
      return { kind: 'refused' as const, run };
    },
  });
  return { figures: figures.kinds.refused, taken };
}

const worstP99 = (run: MixRun) => Math.max(...Object.values(run.kinds).map(({ p99Ms }) => p99Ms));

async function measure(): Promise<boolean> {
  await load.run(posts, 10);
  const before = await peakOf(load.run(posts, seconds));
  const logBefore = server.writtenBytes();
  const [beside, thrown] = await Promise.all([peakOf(load.run(posts, seconds)), throwBombs()]);
  const logBytes = (server.writtenBytes() - logBefore) / Math.max(1, thrown.figures.answered);
  const p99Ratio = worstP99(beside.result) / worstP99(before.result);
  const rssMiB = beside.peakMiB - before.peakMiB;
  const verdict: Row = {
    what:
      `worst p99 of the others: ${p99Ratio.toFixed(2)} of that without (aim ${aims.p99Ratio}); ` +
      `memory: ${rssMiB.toFixed(0)} MiB more (aim ${aims.rssMiB}); log: ${logBytes.toFixed(0)} bytes each (aim ${aims.logBytes}); ` +
      `taken instead of refused: ${thrown.taken} (aim 0)`,
  };
  report(where, {
    name: 'refused-requests',
    data: [
      data,
      `${rate} a second of ${all.length} kinds: ${all.map(({ what }) => what).join(', ')}; open loop, ${seconds} s`,
    ],
    rows: [
      ...mixRows('without', before.result, { 'memory MiB': before.peakMiB }),
      ...mixRows('beside refused requests', beside.result, { 'memory MiB': beside.peakMiB }),
      {
        what: 'refused requests',
        'answered/s': thrown.figures.answered / seconds,
        'p50 ms': thrown.figures.p50Ms,
        'p99 ms': thrown.figures.p99Ms,
        failed: JSON.stringify(thrown.figures.failed),
      },
      verdict,
    ],
    details: { before, beside, thrown, p99Ratio, rssMiB, logBytes },
  });
  return (
    p99Ratio <= aims.p99Ratio && rssMiB <= aims.rssMiB && logBytes <= aims.logBytes && thrown.taken === 0
  );
}

const good = await measure().finally(async () => {
  close();
  wire.close();
  await network.close();
});
if (!good) process.exitCode = 1;
