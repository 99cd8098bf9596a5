import { parseArgs } from 'node:util';
import { create, toJsonString } from '@bufbuild/protobuf';
import { CreatePostRequestSchema, PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { random } from '../checker/random.ts';
import { consumersIdle } from './consumers-idle.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { connectHttp, httpCall } from './harness/http-wire.ts';
import { median } from './harness/latency.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { newPost } from './requests.ts';
import { postText } from './text.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    /** The file for the CPU profile of one more round over gRPC. */
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const durationMs = Number(values.seconds) * 1000;
const mostCallers = 64;

/** Measures a post, including relay and fan-out to followers, and how the rate grows with the number of callers. */
const where = setting();
const network = await warmNetwork();
const { server, people } = network;
const grpc = await connectWire(server.ready.grpc!, 8);
const http = connectHttp(server.ready.http!, mostCallers);
const draw = random(12, 0);
const handles = people.map(({ handle }) => handle);
const text = () => postText(draw, handles);
const json = (author: Person) => {
  const request = toJsonString(CreatePostRequestSchema, create(CreatePostRequestSchema, { text: text() }));
  return httpCall('connect+json', PostService.method.createPost, Buffer.from(request), author.token);
};
const listeners = {
  grpc: () => grpc.unary(newPost(draw.pick(people), text())),
  'connect+json': () => http.call(json(draw.pick(people))),
};
type Listener = keyof typeof listeners;
const kinds = [
  { listener: 'grpc', callers: 1 },
  { listener: 'grpc', callers: 8 },
  { listener: 'grpc', callers: mostCallers },
  { listener: 'connect+json', callers: 1 },
  { listener: 'connect+json', callers: 8 },
] as const satisfies readonly { listener: Listener; callers: number }[];

/** Server CPU until every consumer has processed the posts. */
async function run({ listener, callers }: (typeof kinds)[number], ms: number): Promise<ClosedLoopFigures> {
  const before = await server.usage();
  const figures = await closedLoop(server, {
    concurrency: callers,
    durationMs: ms,
    run: listeners[listener],
  });
  await consumersIdle(server);
  const after = await server.usage();
  return { ...figures, cpuMs: (after.cpuMs - before.cpuMs) / figures.count };
}

const measured = kinds.map((kind) => ({ ...kind, runs: [] as ClosedLoopFigures[] }));
for (const kind of kinds) await run(kind, 1_500);
for (let round = 0; round < rounds; round++) {
  for (const each of measured) each.runs.push(await run(each, durationMs));
}
if (values.profile !== undefined) {
  await server.startProfile();
  await run(kinds[1], 8_000);
  await server.writeProfile(values.profile);
}
grpc.close();
http.close();
await network.close();

report(where, {
  name: 'post',
  data: [
    network.data,
    `closed loop, ${rounds} rounds of ${durationMs / 1000} s each in turn, medians; authors uniform, 39 followers on average`,
    'server CPU: until the relay and every consumer have taken what the posts caused',
  ],
  rows: measured.map(({ listener, callers, runs }): Row => {
    const of = (figure: (one: ClosedLoopFigures) => number) => median(runs.map(figure));
    const single = measured.find((each) => each.listener === listener && each.callers === 1)!.runs;
    return {
      what: `${listener}, ${callers} callers`,
      'a second': of(({ perSecond }) => perSecond),
      'of one caller': median(runs.map(({ perSecond }, at) => perSecond / single[at]!.perSecond)),
      'server CPU ms': of(({ cpuMs }) => cpuMs),
      'p50 ms': of(({ p50Ms }) => p50Ms),
      'p99 ms': of(({ p99Ms }) => p99Ms),
      'p99/p50': median(runs.map(({ p50Ms, p99Ms }) => p99Ms / p50Ms)),
    };
  }),
  details: measured,
});
