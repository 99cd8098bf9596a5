import { parseArgs } from 'node:util';
import { create, toBinary } from '@bufbuild/protobuf';
import {
  ProbeService,
  UnaryRequestSchema,
  UserOnlyRequestSchema,
} from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { random } from '../checker/random.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { median } from './harness/latency.ts';
import { startMeasured } from './harness/process.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire, wireHeaders } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { homePage } from './requests.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '32' },
    /** The file for the CPU profile of one more round. */
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const concurrency = Number(values.concurrency);
const durationMs = Number(values.seconds) * 1000;
const pageSize = 20;

/**
 * Measures the first page of a home timeline against an RPC that does nothing: same host, machine, run and generator.
 */
const where = setting();
const network = await warmNetwork();
const toNetwork = await connectWire(network.server.ready.grpc!);
const draw = random(2, 0);
const page = () => toNetwork.unary(homePage(draw.pick(network.people), { size: pageSize }));
const weights = await Promise.all(Array.from({ length: 100 }, page));
const pageBytes = Math.round(weights.reduce((sum, { length }) => sum + length, 0) / weights.length);
const limit = await startMeasured('limit-server.ts', { BENCH_PAGE_BYTES: `${pageBytes}` });
const toLimit = await connectWire(limit.ready.grpc!);
const empty = {
  headers: wireHeaders(ProbeService.method.unary),
  body: enveloped(0, toBinary(UnaryRequestSchema, create(UnaryRequestSchema))),
};
const bytesReady = enveloped(0, toBinary(UserOnlyRequestSchema, create(UserOnlyRequestSchema)));
const readyHeaders = new Map(
  network.people.map(({ token }) => [token, wireHeaders(ProbeService.method.userOnly, token)]),
);
const runReady = (ms: number) =>
  closedLoop(limit, {
    concurrency,
    durationMs: ms,
    run: () =>
      toLimit.unary({ headers: readyHeaders.get(draw.pick(network.people).token)!, body: bytesReady }),
  });
const runEmpty = (ms: number) =>
  closedLoop(limit, { concurrency, durationMs: ms, run: () => toLimit.unary(empty) });
const runHome = (ms: number) =>
  closedLoop(network.server, {
    concurrency,
    durationMs: ms,
    run: page,
  });

await runEmpty(2_000);
await runReady(2_000);
await runHome(4_000);
const pairs: Readonly<Record<'empty' | 'ready' | 'home', ClosedLoopFigures>>[] = [];
for (let round = 0; round < rounds; round++) {
  const empty = await runEmpty(durationMs);
  const ready = await runReady(durationMs);
  pairs.push({ empty, ready, home: await runHome(durationMs) });
}
const { rssBytes } = await network.server.usage();
if (values.profile !== undefined) {
  await network.server.startProfile();
  await runHome(Math.max(8_000, durationMs));
  await network.server.writeProfile(values.profile);
}
toNetwork.close();
toLimit.close();
await Promise.all([network.close(), limit.stop()]);

type Kind = keyof (typeof pairs)[number];
const of = (kind: Kind, figure: (one: ClosedLoopFigures) => number) =>
  median(pairs.map((pair) => figure(pair[kind])));
const row = (what: string, kind: Kind): Row => ({
  what,
  'a second': of(kind, ({ perSecond }) => perSecond),
  'server CPU ms': of(kind, ({ cpuMs }) => cpuMs),
  'a CPU-second': 1000 / of(kind, ({ cpuMs }) => cpuMs),
  'server cores': of(kind, ({ serverLoad }) => serverLoad),
  'generator CPU ms': of(kind, ({ clientCpuMs }) => clientCpuMs),
  'p50 ms': of(kind, ({ p50Ms }) => p50Ms),
  'p99 ms': of(kind, ({ p99Ms }) => p99Ms),
});
const ratio = (limit: Kind): Row => ({
  what: `home page against the ${limit === 'empty' ? 'empty RPC' : 'ready bytes'}`,
  'a second': median(pairs.map((pair) => pair.home.perSecond / pair[limit].perSecond)),
  'server CPU ms': median(pairs.map((pair) => pair.home.cpuMs / pair[limit].cpuMs)),
  'a CPU-second': median(pairs.map((pair) => pair[limit].cpuMs / pair.home.cpuMs)),
});
report(where, {
  name: 'home',
  data: [
    network.data,
    `closed loop, ${concurrency} callers over 8 connections, ${rounds} rounds of ${durationMs / 1000} s each in turn, medians`,
    `first page of ${pageSize}, hydrated, signed in, with the viewer's own state, of uniform people: ${pageBytes} bytes`,
    `resident memory of the network ${Math.round(rssBytes / 2 ** 20)} MiB`,
  ],
  rows: [
    row('empty RPC, same host', 'empty'),
    row("a page's weight of ready bytes, guarded, signed in", 'ready'),
    row(`home page of ${pageSize}`, 'home'),
    ratio('empty'),
    ratio('ready'),
  ],
  details: pairs,
});
