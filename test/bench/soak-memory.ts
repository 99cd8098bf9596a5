import { parseArgs } from 'node:util';
import { memoryNeedBytes } from '../../docs/generate/memory.ts';
import { services } from '../../services/registry.ts';
import { random } from '../checker/random.ts';
import type { Usage } from './harness/child.ts';
import { openLoop } from './harness/open-loop.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { standardMix } from './standard-mix.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    /** Of the standard mix, a second. */
    operations: { type: 'string', default: '90' },
    /** The length of a "minute", to find growth quickly. */
    seconds: { type: 'string', default: '60' },
    /** SKEIN_… settings of the server, as NAME=VALUE. */
    set: { type: 'string', multiple: true, default: [] },
  },
});
const minutes = Number(values.minutes);
/** From this minute on memory is stable: a difference to the last minute is growth. */
const steadyMinute = 4;
const mostGrowth = 1.1;
const mib = (bytes: number) => bytes / 2 ** 20;

const where = setting();
const env = Object.fromEntries(values.set.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
const network = await warmNetwork({ env });
const needBytes = memoryNeedBytes(services, env);
const wire = await connectWire(network.server.ready.grpc!);

function row(what: string, usage: Usage, more: Row = {}): Row {
  return {
    what,
    'memory MiB': mib(usage.rssBytes),
    'heap MiB': mib(usage.heapBytes - usage.externalBytes),
    'external MiB': mib(usage.externalBytes),
    ...more,
  };
}

async function measure(): Promise<void> {
  const rows: Row[] = [row('before', await network.server.usage())];
  const rss: number[] = [];
  const draw = random(9, 0);
  const next = standardMix(wire, network.people, draw);
  for (let minute = 1; minute <= minutes; minute++) {
    const durationMs = Number(values.seconds) * 1_000;
    const load = await openLoop({ rate: Number(values.operations), durationMs, random: draw, next });
    const usage = await network.server.usage();
    rss.push(usage.rssBytes);
    rows.push(row(`minute ${minute}`, usage, { 'answered/s': load.goodput }));
    process.stderr.write(`minute ${minute}: ${mib(usage.rssBytes).toFixed(0)} MiB\n`);
  }
  await network.server.collect();
  rows.push(row('after a collection', await network.server.usage()));
  const growth = rss.at(-1)! / (rss[steadyMinute - 1] ?? rss[0]!);
  rows.push({
    what: `minute ${minutes} against minute ${steadyMinute}: ${growth.toFixed(2)} (at most ${mostGrowth})`,
  });
  rows.push({ what: `docs/config.md says it needs at the most: ${mib(needBytes).toFixed(0)} MiB` });
  report(where, {
    name: 'soak-memory',
    data: [network.data, `${values.operations} operations a second of the standard mix, from the start on`],
    rows,
    details: { rss, growth },
  });
  if (growth > mostGrowth || Math.max(...rss) > needBytes) process.exitCode = 1;
}

await measure().finally(async () => {
  wire.close();
  await network.close();
});
