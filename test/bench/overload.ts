import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { mixLoad, mixRows, perCpuSecond, promptMs } from './mix-load.ts';
import { warmNetwork } from './reed98.ts';

const { values } = parseArgs({
  options: {
    /** The rated load: posts a second, with nine times as many reads. */
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
/** After the overload, the rated load is recorded second by second for this long. */
const recoverySeconds = 15;

/** The default; other benchmarks refuse no calls. */
const shippedTurn = '100ms';

const where = setting();
const network = await warmNetwork({ env: { SKEIN_OVERLOAD_TURN: shippedTurn } });
const wire = await connectWire(network.server.ready.grpc!);
const { server, people } = network;
const { run: load } = mixLoad({ server, wire, people });

/** The server's peak memory while `work` runs, sampled once a second; MiB. */
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
      ...mixRows('rated', rated),
      ...mixRows(`${times} times`, over, { 'memory MiB': peakMiB }),
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
