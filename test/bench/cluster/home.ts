import { parseArgs } from 'node:util';
import { create, toBinary } from '@bufbuild/protobuf';
import { ProbeService, UnaryRequestSchema } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { enveloped } from '../../../platform/rpc/envelope.ts';
import { services as table } from '../../../services/registry.ts';
import { random } from '../../checker/random.ts';
import { type ClosedLoopFigures, closedLoop } from '../harness/closed-loop.ts';
import { median } from '../harness/latency.ts';
import { startMeasured } from '../harness/process.ts';
import { type Row, report, setting } from '../harness/report.ts';
import { connectWire, wireHeaders } from '../harness/wire.ts';
import { homePage } from '../requests.ts';
import { byProcess, grouped, runningCluster, seededPeople } from './running.ts';
import { usedBetween } from './usage.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '16' },
    people: { type: 'string', default: '200' },
  },
});
const [rounds, concurrency, durationMs] = [
  Number(values.rounds),
  Number(values.concurrency),
  Number(values.seconds) * 1_000,
];
const pageSize = 20;

/**
 * Measures a first home page through front and timeline service, against an RPC that does nothing through as many
 * processes.
 */
const where = setting();
const cluster = runningCluster();
const { people, data } = await seededPeople(cluster, Number(values.people));
const limit = await startMeasured('limit-server.ts');
const front = await startMeasured('limit-front.ts', { LIMIT_ADDRESS: limit.ready.grpc! });
const [toCluster, toLimit] = await Promise.all([connectWire(cluster.grpc), connectWire(front.ready.grpc!)]);
const draw = random(2, 0);
const empty = {
  headers: wireHeaders(ProbeService.method.unary),
  body: enveloped(0, toBinary(UnaryRequestSchema, create(UnaryRequestSchema))),
};
const unknown = { rssBytes: 0, heapBytes: 0, externalBytes: 0, heapPagesBytes: 0 };
const sum = (times: Iterable<number>) => [...times].reduce((total, ms) => total + ms, 0);
const ofLimit = {
  async usage() {
    const both = await Promise.all([front.usage(), limit.usage()]);
    return { ...unknown, cpuMs: sum(both.map(({ cpuMs }) => cpuMs)) };
  },
};
const ofCluster = { usage: async () => ({ ...unknown, cpuMs: sum(cluster.cpu().values()) }) };

const runEmpty = (ms: number) =>
  closedLoop(ofLimit, { concurrency, durationMs: ms, run: () => toLimit.unary(empty) });
const runHome = async (ms: number) => {
  const before = cluster.cpu();
  const run = () => toCluster.unary(homePage(draw.pick(people), { size: pageSize }));
  const figures = await closedLoop(ofCluster, { concurrency, durationMs: ms, run });
  return { figures, used: byProcess(usedBetween(before, cluster.cpu()), figures.count) };
};

await runEmpty(2_000);
await runHome(4_000);
const pairs: { empty: ClosedLoopFigures; home: ClosedLoopFigures; used: Record<string, number> }[] = [];
for (let round = 0; round < rounds; round++) {
  const bound = await runEmpty(durationMs);
  const { figures, used } = await runHome(durationMs);
  pairs.push({ empty: bound, home: figures, used });
}
// The idle cost of the cluster: consumers, relays and heartbeats, a second.
const idle = cluster.cpu();
await new Promise((resolve) => setTimeout(resolve, durationMs));
const idlePerSecond = byProcess(usedBetween(idle, cluster.cpu()), durationMs / 1_000);
toCluster.close();
toLimit.close();
await Promise.all([front.stop(), limit.stop()]);

type Kind = 'empty' | 'home';
const of = (kind: Kind, figure: (one: ClosedLoopFigures) => number) =>
  median(pairs.map((pair) => figure(pair[kind])));
const services = ['front', grouped, 'timeline', ...table.calleesOf('timeline')];
const row = (what: string, kind: Kind): Row => ({
  what,
  'a second': of(kind, ({ perSecond }) => perSecond),
  'CPU ms of all': of(kind, ({ cpuMs }) => cpuMs),
  'p50 ms': of(kind, ({ p50Ms }) => p50Ms),
  'p99 ms': of(kind, ({ p99Ms }) => p99Ms),
});
const used = Object.fromEntries(
  Object.keys(pairs[0]!.used).map((name) => [name, median(pairs.map((pair) => pair.used[name]!))]),
);
const perSecond = of('home', (figures) => figures.perSecond);
/** The cost of the page itself, without concurrent background work. */
const own = Object.fromEntries(
  Object.entries(used).map(([name, ms]) => [name, Math.max(0, ms - idlePerSecond[name]! / perSecond)]),
);
const ofServices = services.reduce((total, name) => total + own[name]!, 0);
report(where, {
  name: 'cluster-home',
  data: [
    `${data}; ${cluster.processes}`,
    `closed loop, ${concurrency} callers over 8 connections, ${rounds} rounds of ${durationMs / 1_000} s each in turn, medians`,
    `first page of ${pageSize}, hydrated, signed in, of uniform people; CPU of a process is the system's count, idle work included`,
  ],
  rows: [
    row('empty RPC through a front', 'empty'),
    row(`home page of ${pageSize}`, 'home'),
    {
      what: 'home page against the empty RPC',
      'a second': median(pairs.map((pair) => pair.home.perSecond / pair.empty.perSecond)),
      'CPU ms of all': median(pairs.map((pair) => pair.home.cpuMs / pair.empty.cpuMs)),
    },
    {
      what: `${services.join(', ')} alone, less idle work, against it`,
      'CPU ms of all': ofServices / of('empty', ({ cpuMs }) => cpuMs),
    },
    { what: 'CPU ms of a page', ...used },
    { what: 'CPU ms of a second without calls', ...idlePerSecond },
    { what: 'CPU ms of a page, less that', ...own },
  ],
  details: pairs,
});
