import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import calculateSlot from 'cluster-key-slot';
import { hostOf, portOf } from '../../../platform/engines/settings.ts';
import { redisClient } from '../../../platform/redis/client.ts';
import { redisRings } from '../../../services/timeline/adapters/redis-rings.ts';
import { packEntry } from '../../../services/timeline/domain/ring.ts';
import { fillEntries, fillEntry } from '../harness/fill.ts';
import { median } from '../harness/latency.ts';
import { type Row, report, setting } from '../harness/report.ts';
import { runningCluster } from './running.ts';
import { usedBetween } from './usage.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Rings of each node. */
    rings: { type: 'string', default: '1000' },
    /** Pushes to each ring in a round. */
    pushes: { type: 'string', default: '20' },
    /** Concurrent fan-outs. */
    concurrency: { type: 'string', default: '4' },
  },
});
const [rounds, rings, pushes, concurrency] = [
  Number(values.rounds),
  Number(values.rings),
  Number(values.pushes),
  Number(values.concurrency),
];
const prefix = 'skein:bench:';
const name = 'skein_ring_push_1';

/**
 * Measures pushes of an entry to every ring, as the timeline service does, against redis-benchmark calling the same
 * function.
 */
const where = setting();
const cluster = runningCluster();
const nodes = cluster.settings.SKEIN_REDIS_NODES!.split(',');
const client = redisClient({ nodes });
const store = redisRings({ client, ttlMs: 600_000, prefix });
await client.get(prefix);

/** A hash tag whose keys are on the node. */
const tagOf = (node: string) => {
  for (let n = 0; ; n++) if (client.slots[calculateSlot(`t${n}`)]?.[0] === node) return `{t${n}}`;
};
const tags = nodes.map(tagOf);
/** In redis-benchmark's number format. */
const readers = Array.from({ length: rings }, (_, n) =>
  tags.map((tag) => `${tag}${String(n).padStart(12, '0')}`),
).flat();
const slices = Array.from({ length: Math.ceil(readers.length / 1_000) }, (_, n) =>
  readers.slice(n * 1_000, (n + 1) * 1_000),
);
const pipelined = Math.round(1_000 / nodes.length);
const total = readers.length * pushes;

for (const reader of readers) await store.open(reader);
const full = Array.from({ length: fillEntries }, (_, n) => packEntry(fillEntry(n)));
for (let at = 0; at < readers.length; at += 100) {
  const some = readers
    .slice(at, at + 100)
    .map((reader) => client.append(prefix + reader, Buffer.concat(full)));
  await Promise.all(some);
}

interface Round {
  readonly perSecond: number;
  readonly redisMicros: number;
  readonly clientMicros: number;
}

async function measured(work: () => Promise<number>): Promise<Round> {
  const [before, own, startMs] = [cluster.cpu(), process.cpuUsage(), performance.now()];
  const done = await work();
  const elapsedMs = performance.now() - startMs;
  const mine = process.cpuUsage(own);
  const redis = usedBetween(before, cluster.cpu()).get('redis') ?? 0;
  return {
    perSecond: (done * 1_000) / elapsedMs,
    redisMicros: (redis * 1_000) / done,
    clientMicros: (mine.user + mine.system) / done,
  };
}

/** redis-benchmark's time includes its start: 20 ms in several seconds. */
const bound = () =>
  measured(async () => {
    const runs = nodes.map(async (node, index) => {
      const program = spawn('redis-benchmark', [
        ...['-h', hostOf(node), '-p', String(portOf(node)), '-q', '-n', String(total / nodes.length)],
        ...['-c', String(concurrency), '-P', String(pipelined), '-r', String(rings)],
        ...['FCALL', name, '1', `${prefix}${tags[index]}__rand_int__`, 'x'.repeat(24)],
      ]);
      let output = '';
      program.stdout.on('data', (text) => {
        output += String(text);
      });
      const [code] = await once(program, 'close');
      if (code !== 0 || /error/i.test(output)) throw new Error(`redis-benchmark: ${output}`);
    });
    await Promise.all(runs);
    return total;
  });

let last = fillEntries;
const ours = () =>
  measured(async () => {
    const entries = Array.from({ length: pushes }, () => fillEntry(++last));
    const todo = entries.flatMap((entry) => slices.map((slice) => ({ entry, slice })))[Symbol.iterator]();
    let pushed = 0;
    const fan = async () => {
      for (const { entry, slice } of todo) {
        const { length } = await store.push(entry, slice);
        pushed += length;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, fan));
    if (pushed !== total) throw new Error(`${pushed} pushes of ${total}`);
    return pushed;
  });

await bound();
await ours();
const pairs: { bound: Round; ours: Round }[] = [];
for (let n = 0; n < rounds; n++) pairs.push({ bound: await bound(), ours: await ours() });
for (const reader of readers) await store.drop(reader);
client.disconnect();

type Kind = 'bound' | 'ours';
const of = (kind: Kind, figure: (round: Round) => number) => median(pairs.map((pair) => figure(pair[kind])));
const row = (what: string, kind: Kind): Row => ({
  what,
  'pushes a second': of(kind, ({ perSecond }) => perSecond),
  'redis CPU us a push': of(kind, ({ redisMicros }) => redisMicros),
  'our CPU us a push': kind === 'ours' ? of(kind, ({ clientMicros }) => clientMicros) : '',
});
report(where, {
  name: 'cluster-fan-out',
  data: [
    `Redis Cluster of ${nodes.length} nodes, ${readers.length} full rings, entries of 24 bytes, slices of 1,000 readers`,
    `${concurrency} at a time, ${pipelined} calls a pipeline and node on both sides; ${total} pushes a round, ${rounds} rounds in turn, medians`,
  ],
  rows: [
    row(`redis-benchmark, FCALL ${name}`, 'bound'),
    row("the timeline service's ring store", 'ours'),
    {
      what: 'ours against redis-benchmark',
      'pushes a second': median(pairs.map((pair) => pair.ours.perSecond / pair.bound.perSecond)),
      'redis CPU us a push': median(pairs.map((pair) => pair.ours.redisMicros / pair.bound.redisMicros)),
    },
  ],
  details: pairs,
});
