import { parseArgs } from 'node:util';
import { create, toBinary, toJsonString } from '@bufbuild/protobuf';
import {
  ListHomeTimelineRequestSchema,
  TimelineService,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { random } from '../checker/random.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { connectHttp, type HttpCall, httpCall, type Protocol } from './harness/http-wire.ts';
import { median } from './harness/latency.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { homePage } from './requests.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '8' },
    /** The file for the CPU profile of one more round through the listener of `--door`. */
    profile: { type: 'string' },
    door: { type: 'string', default: 'connect+proto' },
  },
});
const rounds = Number(values.rounds);
const durationMs = Number(values.seconds) * 1000;
const concurrency = Number(values.concurrency);
const pageSize = 20;

/** Measures the same home page through every listener of one server: gRPC, and the browser protocols of the gateway. */
const where = setting();
const network = await warmNetwork();
const { server, people } = network;
const grpc = await connectWire(server.ready.grpc!, concurrency);
const http = connectHttp(server.ready.http!, concurrency);
const draw = random(11, 0);

const request = create(ListHomeTimelineRequestSchema, { pageSize });
const binary = toBinary(ListHomeTimelineRequestSchema, request);
const json = Buffer.from(toJsonString(ListHomeTimelineRequestSchema, request));
const callsOf = (protocol: Protocol): readonly HttpCall[] =>
  people.map(({ token }) =>
    httpCall(
      protocol,
      TimelineService.method.listHomeTimeline,
      protocol === 'connect+json' ? json : binary,
      token,
    ),
  );
const throughGateway = (protocol: Protocol) => {
  const calls = callsOf(protocol);
  return () => http.call(draw.pick(calls));
};
const doors = {
  grpc: () => grpc.unary(homePage(draw.pick(people), { size: pageSize })),
  'connect+proto': throughGateway('connect+proto'),
  'grpc-web': throughGateway('grpc-web'),
  'connect+json': throughGateway('connect+json'),
} satisfies Record<string, () => Promise<Buffer>>;
type Door = keyof typeof doors;
const names = Object.keys(doors) as Door[];
if (!names.includes(values.door as Door))
  throw new Error(`there is no door ${values.door}: ${names.join(', ')}`);

const run = (door: Door, callers: number, ms: number) =>
  closedLoop(server, { concurrency: callers, durationMs: ms, run: doors[door] });

interface Round {
  readonly busy: ClosedLoopFigures;
  readonly single: ClosedLoopFigures;
}
const measured = new Map<Door, Round[]>(names.map((door) => [door, []]));
for (const door of names) await run(door, concurrency, 2_000);
for (let round = 0; round < rounds; round++) {
  for (const door of names) {
    const busy = await run(door, concurrency, durationMs);
    measured.get(door)!.push({ busy, single: await run(door, 1, durationMs / 2) });
  }
}
if (values.profile !== undefined) {
  await server.startProfile();
  await run(values.door as Door, concurrency, 8_000);
  await server.writeProfile(values.profile);
}
grpc.close();
http.close();
await network.close();

const of = (door: Door, figure: (round: Round) => number) => median(measured.get(door)!.map(figure));
/** What the listener adds to the page, as a share of the page over gRPC in the same round. */
const added = (door: Door) =>
  median(measured.get(door)!.map(({ busy }, at) => busy.cpuMs / measured.get('grpc')![at]!.busy.cpuMs - 1));
report(where, {
  name: 'doors',
  data: [
    network.data,
    `closed loop, ${rounds} rounds of ${durationMs / 1000} s each in turn, medians; a connection a caller`,
    `first page of ${pageSize}, hydrated, signed in, of uniform people; HTTP/1.1 but for gRPC`,
  ],
  rows: names.map(
    (door): Row => ({
      what: `${door}, ${concurrency} callers`,
      'a second': of(door, ({ busy }) => busy.perSecond),
      'server CPU ms': of(door, ({ busy }) => busy.cpuMs),
      'added to gRPC': added(door),
      'p50 ms': of(door, ({ busy }) => busy.p50Ms),
      'p99 ms': of(door, ({ busy }) => busy.p99Ms),
      '1 caller: p50 ms': of(door, ({ single }) => single.p50Ms),
      'p99 ms ': of(door, ({ single }) => single.p99Ms),
      'p99/p50': of(door, ({ single }) => single.p99Ms / single.p50Ms),
    }),
  ),
  details: Object.fromEntries(measured),
});
