import { parseArgs } from 'node:util';
import { random } from '../checker/random.ts';
import { closedLoop } from './harness/closed-loop.ts';
import { type OpenLoopFigures, openLoop } from './harness/open-loop.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type WarmNetwork, warmNetwork } from './reed98.ts';
import { homePage, newPost, userPage } from './requests.ts';
import { type MixKind, standardMix } from './standard-mix.ts';
import { sustained } from './sustained.ts';
import { postText } from './text.ts';

const { values } = parseArgs({
  options: {
    /** The rated load: posts a second, with six times as many home pages and three times as many user pages. */
    posts: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    /** Seconds of each probe in the search for the highest load; 0 skips it. */
    search: { type: 'string', default: '6' },
  },
});
const rated = Number(values.posts);
const kinds = ['home', 'user', 'post'] as const;

interface Probe extends OpenLoopFigures<MixKind> {
  readonly posts: number;
  /** Server CPU milliseconds for each answered operation. */
  readonly cpuMs: number;
  readonly serverCores: number;
  readonly rssMiB: number;
}

const where = setting();
const network = await warmNetwork();
const wire = await connectWire(network.server.ready.grpc!);
const { server, people } = network;
let runs = 0;

async function probe(posts: number, seconds: number): Promise<Probe> {
  const draw = random(6, runs++);
  const next = standardMix(wire, people, draw);
  const before = await server.usage();
  const startMs = performance.now();
  const figures = await openLoop({ rate: posts * 10, durationMs: seconds * 1000, random: draw, next });
  const after = await server.usage();
  const cpuMs = after.cpuMs - before.cpuMs;
  return {
    ...figures,
    posts,
    cpuMs: cpuMs / Math.max(1, figures.answered),
    serverCores: cpuMs / (performance.now() - startMs),
    rssMiB: after.rssBytes / 2 ** 20,
  };
}

/** Server CPU of each kind alone. */
async function alone(): Promise<Row[]> {
  const draw = random(7, 0);
  const handles = people.map(({ handle }) => handle);
  const person = () => draw.pick(people);
  const requests = {
    home: () => homePage(person(), { size: 10 }),
    user: () => userPage(person(), person(), { size: 10 }),
    post: () => newPost(person(), postText(draw, handles)),
  };
  const rows: Row[] = [];
  for (const kind of kinds) {
    const run = () => wire.unary(requests[kind]());
    await closedLoop(server, { concurrency: 16, durationMs: 1_000, run });
    const { cpuMs, perSecond } = await closedLoop(server, { concurrency: 16, durationMs: 2_000, run });
    rows.push({ what: `${kind} alone, 16 callers`, 'answered/s': perSecond, 'server CPU ms': cpuMs });
  }
  return rows;
}

const rows = (name: string, { posts, ...run }: Probe): Row[] => [
  {
    what: `${name}: ${posts * 6} home, ${posts * 3} user, ${posts} posts/s`,
    'offered/s': run.offered / run.seconds,
    'answered/s': run.goodput,
    'server CPU ms': run.cpuMs,
    'server cores': run.serverCores,
    'memory MiB': run.rssMiB,
    'generator late p99 ms': run.lateP99Ms,
  },
  ...kinds
    .filter((kind) => run.kinds[kind] !== undefined)
    .map((kind) => ({
      what: `  ${kind}`,
      'answered/s': run.kinds[kind].answered / run.seconds,
      'p50 ms': run.kinds[kind].p50Ms,
      'p99 ms': run.kinds[kind].p99Ms,
      failed: Object.entries(run.kinds[kind].failed)
        .map(([status, count]) => `${count} ${status}`)
        .join(', '),
    })),
];

async function measure({ data }: WarmNetwork): Promise<void> {
  await probe(Math.max(1, rated / 10), 5);
  const first = await probe(rated, Number(values.seconds));
  const table = rows('rated', first);
  const details: Record<string, unknown> = { rated: first };
  if (Number(values.search) > 0) {
    const found = await sustained(first, (posts) => probe(posts, Number(values.search)));
    if (found.best === undefined) table.push({ what: 'nothing that was tried is sustained' });
    else if (found.best !== first) table.push(...rows('reached', found.best));
    Object.assign(details, found);
  }
  const single = await alone();
  report(where, {
    name: 'mix',
    data: [
      data,
      `open loop, exponential gaps, ${values.seconds} s; pages of 10, start depth 0-10 by tokens; texts up to 1,000`,
      'reached: all but 1 in 100 answered, every p99 under 250 ms',
    ],
    rows: [...table, ...single],
    details,
  });
}

await measure(network).finally(async () => {
  wire.close();
  await network.close();
});
