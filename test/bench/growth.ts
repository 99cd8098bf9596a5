import { parseArgs } from 'node:util';
import { random } from '../checker/random.ts';
import { consumersIdle } from './consumers-idle.ts';
import { type ClosedLoopFigures, closedLoop } from './harness/closed-loop.ts';
import { madeGraph } from './harness/graph.ts';
import { median } from './harness/latency.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { homePage, newPost } from './requests.ts';
import { postText } from './text.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    /** The file for CPU profiles of one more round of pages; the size of the network is appended to its name. */
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const durationMs = Number(values.seconds) * 1000;
const concurrency = 8;
const sizes = [1, Number(values.times)] as const;

/** Measures a page and a post in networks of the same shape with multiples of the users and posts. */
const where = setting();

/** A network of that size with its two kinds of load. */
async function networkOf(times: number) {
  const network = await warmNetwork({ graph: madeGraph(98, times) });
  const { server, people } = network;
  const wire = await connectWire(server.ready.grpc!, concurrency);
  const draw = random(13, times);
  const handles = people.map(({ handle }) => handle);
  const page = () => wire.unary(homePage(draw.pick(people), { size: 20 }));
  const post = () => wire.unary(newPost(draw.pick(people), postText(draw, handles)));
  const pages = (ms: number) => closedLoop(server, { concurrency, durationMs: ms, run: page });
  return {
    network,
    pages,
    async posts(ms: number): Promise<ClosedLoopFigures> {
      const before = await server.usage();
      const figures = await closedLoop(server, { concurrency, durationMs: ms, run: post });
      await consumersIdle(server);
      return { ...figures, cpuMs: ((await server.usage()).cpuMs - before.cpuMs) / figures.count };
    },
    async close() {
      wire.close();
      await network.close();
    },
  };
}

const small = await networkOf(sizes[0]);
const large = await networkOf(sizes[1]);
const networks = [small, large] as const;
for (const each of networks) {
  await each.pages(3_000);
  await each.posts(2_000);
}
const measured = networks.map(() => ({ pages: [] as ClosedLoopFigures[], posts: [] as ClosedLoopFigures[] }));
for (let round = 0; round < rounds; round++) {
  for (const kind of ['pages', 'posts'] as const) {
    for (const [at, each] of networks.entries()) measured[at]![kind].push(await each[kind](durationMs));
  }
}
if (values.profile !== undefined) {
  for (const [at, { network, pages }] of networks.entries()) {
    await network.server.startProfile();
    await pages(8_000);
    await network.server.writeProfile(`${values.profile}-${sizes[at]}.cpuprofile`);
  }
}
const memory = await Promise.all(
  networks.map(async ({ network: { server } }) => {
    await server.collect();
    return (await server.usage()).rssBytes / 2 ** 20;
  }),
);
for (const each of networks) await each.close();

const cpu = (kind: 'pages' | 'posts', at: number) => median(measured[at]![kind].map(({ cpuMs }) => cpuMs));
const ratio = (kind: 'pages' | 'posts') =>
  median(measured[1]![kind].map(({ cpuMs }, round) => cpuMs / measured[0]![kind][round]!.cpuMs));
report(where, {
  name: 'growth',
  data: [
    ...networks.map(({ network }) => network.data),
    `closed loop, ${concurrency} callers, ${rounds} rounds of ${durationMs / 1000} s each in turn, medians; people uniform`,
    'a page: the first 20 of a home timeline, over gRPC; a post: until every consumer has it',
  ],
  rows: [
    ...sizes.map(
      (times, at): Row => ({
        what: times === 1 ? 'as it is' : `${times} times the people and posts`,
        'page CPU ms': cpu('pages', at),
        'post CPU ms': cpu('posts', at),
        'memory MiB': memory[at]!,
      }),
    ),
    {
      what: 'ratio',
      'page CPU ms': ratio('pages'),
      'post CPU ms': ratio('posts'),
      'memory MiB': memory[1]! / memory[0]!,
    },
  ],
  details: measured,
});
