import { parseArgs } from 'node:util';
import { prod } from '../../../edge/envoy/values/prod.ts';
import { down } from '../../../mesh/engines/control.ts';
import type { Engine } from '../../../mesh/engines/engine.ts';
import { type Place, placeFrom } from '../../../mesh/engines/place.ts';
import { engines } from '../../../mesh/engines/registry.ts';
import { frontGrpcPort } from '../../../mesh/manifests/names.ts';
import { openTestbed } from '../../../mesh/testbed/open.ts';
import { services } from '../../../services/registry.ts';
import { random } from '../../checker/random.ts';
import { seededPeople } from '../cluster/running.ts';
import { processesOf, usageOf, usedBetween } from '../cluster/usage.ts';
import { type ClosedLoopFigures, closedLoop } from '../harness/closed-loop.ts';
import { each } from '../harness/each.ts';
import { median } from '../harness/latency.ts';
import { type Row, report, setting } from '../harness/report.ts';
import { connectWire, type Wire } from '../harness/wire.ts';
import { homePage } from '../requests.ts';
import { directNetwork } from './direct.ts';
import { meshedEdge } from './edge.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '16' },
    people: { type: 'string', default: '200' },
  },
});
const [rounds, durationMs, concurrency] = [
  Number(values.rounds),
  Number(values.seconds) * 1_000,
  Number(values.concurrency),
];
const pageSize = 20;

/**
 * Measures a first home page of the same services over the same engines: without sidecars, through a sidecar on both sides of
 * every call, and through the edge's Envoy before them.
 */
const where = setting();
const bed = await openTestbed(placeFrom(process.env));
const direct = await directNetwork(bed);
const { envoy, ca } = await meshedEdge(bed, process.env.ENVOY!);
const { people, data } = await seededPeople(direct, Number(values.people));
const { outbound } = bed.pods.find(({ app }) => app === 'edge')!;

const ways = {
  'without sidecars': await connectWire(direct.grpc),
  'through sidecars': await connectWire(`${outbound}:${frontGrpcPort}`),
  'through edge and sidecars': await connectWire(envoy.url, 8, { ca }),
} satisfies Readonly<Record<string, Wire>>;
type Way = keyof typeof ways;
const names = Object.keys(ways) as Way[];

const nodesOf = (place: Place, part: Engine, columnOf: (node: string) => string) =>
  processesOf(
    place,
    part.nodes(place).map(({ name }) => name),
    { columnOf, otherwise: 'make mesh-up first' },
  );
const service = (name: string) => name.replace(/-\d+$/, '');
const engineProcesses = engines.flatMap((engine) => nodesOf(bed.place, engine, () => 'engines'));
const meshed = [
  ...nodesOf(bed.place, bed.skein, service),
  ...nodesOf(bed.place, bed.sidecars, () => 'sidecars'),
];
const usage = {
  'without sidecars': usageOf([...nodesOf(direct.place, direct.skein, service), ...engineProcesses]),
  'through sidecars': usageOf([...meshed, ...engineProcesses]),
  'through edge and sidecars': usageOf([...meshed, ...engineProcesses, { column: 'edge', pid: envoy.pid }]),
};
const columns = ['front', 'timeline', ...services.calleesOf('timeline'), 'sidecars', 'edge', 'engines'];
const total = (used: ReadonlyMap<string, number>) => [...used.values()].reduce((sum, ms) => sum + ms, 0);

const draw = random(2, 0);
const call = (way: Way, viewer = draw.pick(people)) => {
  const { headers, body } = homePage(viewer, { size: pageSize });
  // The edge's sidecar chooses the front by this name.
  return ways[way].unary({ headers: { ...headers, ':authority': prod.domains[0]! }, body });
};

interface Measured {
  readonly busy: ClosedLoopFigures;
  readonly alone: ClosedLoopFigures;
  readonly used: Readonly<Record<string, number>>;
}

async function measure(way: Way): Promise<Measured> {
  const server = {
    usage: async () => ({
      ...{ rssBytes: 0, heapBytes: 0, externalBytes: 0, heapPagesBytes: 0 },
      cpuMs: total(usage[way].cpu()),
    }),
  };
  const run = () => call(way);
  const alone = await closedLoop(server, { concurrency: 1, durationMs: durationMs / 2, run });
  const before = usage[way].cpu();
  const busy = await closedLoop(server, { concurrency, durationMs, run });
  const after = usedBetween(before, usage[way].cpu());
  return {
    busy,
    alone,
    used: Object.fromEntries(columns.map((name) => [name, (after.get(name) ?? 0) / busy.count])),
  };
}

for (const way of names) {
  await each(people, 4, (viewer) => call(way, viewer));
  await measure(way);
}
const measured: Record<Way, Measured>[] = [];
for (let round = 0; round < rounds; round++) {
  const one: Partial<Record<Way, Measured>> = {};
  for (const way of names) one[way] = await measure(way);
  measured.push(one as Record<Way, Measured>);
}
for (const wire of Object.values(ways)) wire.close();
await envoy.close();
await down(direct.skein, direct.place);

const of = (figure: (round: Record<Way, Measured>) => number) => median(measured.map(figure));
const row = (way: Way): Row => ({
  what: `home page of ${pageSize} ${way}`,
  'a second': of(({ [way]: { busy } }) => busy.perSecond),
  'CPU ms of all': of(({ [way]: { busy } }) => busy.cpuMs),
  'p50 ms': of(({ [way]: { busy } }) => busy.p50Ms),
  'p99 ms': of(({ [way]: { busy } }) => busy.p99Ms),
  '1 caller: p50 ms': of(({ [way]: { alone } }) => alone.p50Ms),
  'p99 ms ': of(({ [way]: { alone } }) => alone.p99Ms),
});
const bare = 'without sidecars';
const ratio = (way: Way): Row => ({
  what: `${way} against ${bare}`,
  'a second': of((round) => round[way].busy.perSecond / round[bare].busy.perSecond),
  'CPU ms of all': of((round) => round[way].busy.cpuMs / round[bare].busy.cpuMs),
  'p50 ms': of((round) => round[way].busy.p50Ms / round[bare].busy.p50Ms),
  'p99 ms': of((round) => round[way].busy.p99Ms / round[bare].busy.p99Ms),
  '1 caller: p50 ms': of((round) => round[way].alone.p50Ms / round[bare].alone.p50Ms),
});
report(where, {
  name: 'mesh-home',
  data: [
    data,
    `a process of each service (two of user and search) over real engines, once with sidecars and once without; all on this machine`,
    `closed loop, ${concurrency} callers over 8 connections, ${rounds} rounds of ${durationMs / 1_000} s each in turn, then one caller for half as long; medians`,
    `first page of ${pageSize}, hydrated, signed in, of uniform people; calls of the second row enter by the edge's sidecar, of the third by the edge's Envoy with TLS and that sidecar`,
    "CPU of a process is the system's count, idle work included; sidecars are Envoy and Istio's agent",
  ],
  rows: [
    ...names.map(row),
    ...names.filter((way) => way !== bare).map(ratio),
    ...names.map((way) => ({
      what: `CPU ms of a page ${way}`,
      ...Object.fromEntries(columns.map((name) => [name, of((round) => round[way].used[name]!)])),
    })),
  ],
  details: measured,
});
