import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { create, toBinary, toJsonString } from '@bufbuild/protobuf';
import { bootstrap } from '../../edge/envoy/bootstrap.ts';
import { extension } from '../../edge/envoy/typed.ts';
import type { EdgeValues } from '../../edge/envoy/values/values.ts';
import {
  ListHomeTimelineRequestSchema,
  TimelineService,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { random } from '../checker/random.ts';
import { frontOf, type LocalEnvoy, startLocalEnvoy } from '../edge/local-envoy.ts';
import { cpuMsOf } from './cluster/usage.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { connectHttp, type HttpCall, type HttpWire, httpCall, type Protocol } from './harness/http-wire.ts';
import { median } from './harness/latency.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { homePage } from './requests.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    concurrency: { type: 'string', default: '8' },
  },
});
const rounds = Number(values.rounds);
const durationMs = Number(values.seconds) * 1000;
const concurrency = Number(values.concurrency);
const pageSize = 20;

/** The edge with Envoy's Connect bridge in place of the gateway: Connect becomes gRPC in Envoy. */
function withBridge(values: EdgeValues): object {
  const text = JSON.stringify(bootstrap(values));
  const path = `/${TimelineService.typeName}/ListHomeTimeline`;
  const bridged = text.replace(
    `{"match":{"path":"${path}"},"route":{"cluster":"front_http"`,
    `{"match":{"path":"${path}"},"route":{"cluster":"front_grpc"`,
  );
  const bridge = extension(
    'envoy.filters.http.connect_grpc_bridge',
    'extensions.filters.http.connect_grpc_bridge.v3.FilterConfig',
  );
  const filters = '"http_filters":[';
  if (bridged === text) throw new Error('the route of Connect is another one');
  return JSON.parse(bridged.replace(filters, `${filters}${JSON.stringify(bridge)},`));
}

const where = setting();
const network = await warmNetwork();
const { server, people } = network;
const folder = mkdtempSync(join(tmpdir(), 'skein-bench-edge-'));
const front = frontOf({ httpUrl: server.ready.http!, grpcAddress: server.ready.grpc! });
const edge = await startLocalEnvoy(join(folder, 'edge'), { front });
const bridge = await startLocalEnvoy(join(folder, 'bridge'), { front }, withBridge);
const ca = (envoy: LocalEnvoy) => readFileSync(envoy.certificateFile);
const draw = random(11, 0);

const request = create(ListHomeTimelineRequestSchema, { pageSize });
const binary = toBinary(ListHomeTimelineRequestSchema, request);
const json = Buffer.from(toJsonString(ListHomeTimelineRequestSchema, request));
const callsOf = (protocol: Protocol): readonly HttpCall[] =>
  people.map(({ token }) => {
    const message = protocol === 'connect+json' ? json : binary;
    return httpCall(protocol, TimelineService.method.listHomeTimeline, message, token);
  });
const rest = people.map(
  ({ token }): HttpCall => ({
    method: 'GET',
    path: `/v1/timelines/home?pageSize=${pageSize}`,
    headers: { authorization: `Bearer ${token}` },
    body: Buffer.alloc(0),
  }),
);
const grpc = await connectWire(server.ready.grpc!, concurrency);
const grpcEdge = await connectWire(edge.url, concurrency, { ca: ca(edge) });
const http = connectHttp(server.ready.http!, concurrency);
const httpEdge = connectHttp(edge.url, concurrency, ca(edge));
const httpBridge = connectHttp(bridge.url, concurrency, ca(bridge));
const from = (wire: HttpWire, calls: readonly HttpCall[]) => () => wire.call(draw.pick(calls));
const page = () => homePage(draw.pick(people), { size: pageSize });

interface Door {
  readonly run: () => Promise<Buffer>;
  readonly envoy?: LocalEnvoy;
}
const doors: Record<string, Door> = {
  'gRPC, direct': { run: () => grpc.unary(page()) },
  'gRPC, edge': { run: () => grpcEdge.unary(page()), envoy: edge },
  'Connect JSON, direct': { run: from(http, callsOf('connect+json')) },
  'HTTP/JSON, edge': { run: from(httpEdge, rest), envoy: edge },
  'gRPC-Web, direct': { run: from(http, callsOf('grpc-web')) },
  'gRPC-Web, edge': { run: from(httpEdge, callsOf('grpc-web')), envoy: edge },
  'Connect, direct': { run: from(http, callsOf('connect+proto')) },
  'Connect, edge (gateway)': { run: from(httpEdge, callsOf('connect+proto')), envoy: edge },
  "Connect, edge (Envoy's bridge)": { run: from(httpBridge, callsOf('connect+proto')), envoy: bridge },
};

interface Round extends ClosedLoopFigures {
  readonly envoyCpuMs: number;
}
async function measure({ run, envoy }: Door, ms: number): Promise<Round> {
  const cpu = () => (envoy === undefined ? 0 : cpuMsOf(envoy.pid));
  const before = cpu();
  const figures = await closedLoop(server, { concurrency, durationMs: ms, run });
  return { ...figures, envoyCpuMs: (cpu() - before) / figures.count };
}

const measured = new Map<string, Round[]>(Object.keys(doors).map((name) => [name, []]));
for (const door of Object.values(doors)) await measure(door, 1_000);
for (let round = 0; round < rounds; round++) {
  for (const [name, door] of Object.entries(doors)) measured.get(name)!.push(await measure(door, durationMs));
}
for (const wire of [grpc, grpcEdge, http, httpEdge, httpBridge]) wire.close();
await Promise.all([edge.close(), bridge.close()]);
rmSync(folder, { recursive: true, force: true });
await network.close();

const of = (name: string, figure: (round: Round) => number) => median(measured.get(name)!.map(figure));
report(where, {
  name: 'edge',
  data: [
    network.data,
    `closed loop, ${concurrency} callers, ${rounds} rounds of ${durationMs / 1000} s each in turn, medians; a connection a caller`,
    `first page of ${pageSize}, hydrated, signed in; the edge over TLS with one thread; HTTP/1.1 but for gRPC`,
  ],
  rows: Object.keys(doors).map(
    (name): Row => ({
      what: name,
      'a second': of(name, ({ perSecond }) => perSecond),
      'network CPU ms': of(name, ({ cpuMs }) => cpuMs),
      'Envoy CPU ms': of(name, ({ envoyCpuMs }) => envoyCpuMs),
      'both ms': of(name, ({ cpuMs, envoyCpuMs }) => cpuMs + envoyCpuMs),
      'p50 ms': of(name, ({ p50Ms }) => p50Ms),
      'p99 ms': of(name, ({ p99Ms }) => p99Ms),
    }),
  ),
  details: Object.fromEntries(measured),
});
