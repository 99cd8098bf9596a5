import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { random } from '../checker/random.ts';
import { crowdIds, seedFollowers } from './crowd.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import { type Row, report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { homePage, newPost } from './requests.ts';

const { values } = parseArgs({
  options: {
    followers: { type: 'string', default: '100000' },
    /** How many of them have a ring. */
    rings: { type: 'string', default: '10000' },
    /** Home pages a second of everyone else. */
    reads: { type: 'string', default: '100' },
    /** Posts a second of the famous one. */
    posts: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '5' },
  },
});
const followerCount = Number(values.followers);
const ringCount = Number(values.rings);
const durationMs = Number(values.seconds) * 1000;
const pageSize = 20;

/** One author whom very many follow: how long his post takes to the last of them, and what the others notice. */
const where = setting();
const crowd = crowdIds(followerCount - 1);
/** Evenly among the followers, in whose order rings are pushed to. */
const withRings = crowd.filter((_, n) => n % Math.ceil(followerCount / ringCount) === 0);
const rows: Row[] = [];
const details: Record<string, unknown> = {};
let data = '';

/** Of the people of the network the two newest accounts: the last follower's id is above those of the whole crowd. */
function cast<T extends { readonly id: string }>(people: readonly T[]): { famous: T; last: T; others: T[] } {
  const [last, famous, ...others] = people.toSorted((a, b) => (a.id < b.id ? 1 : -1)) as [T, T, ...T[]];
  return { famous, last, others };
}

async function measure(how: string, threshold: number): Promise<void> {
  const network = await warmNetwork({
    script: 'fan-out-server.ts',
    env: { SKEIN_FAMOUS_FOLLOWERS: String(threshold) },
    prepare(dataDir, people) {
      const { famous, last } = cast(people);
      seedFollowers(dataDir, famous.id, [...crowd, last.id]);
    },
  });
  data = network.data;
  const { server } = network;
  const { famous, last, others } = cast(network.people);
  await server.run('fillRings', withRings);
  const wire = await connectWire(server.ready.grpc!);
  await reads('warm-up', 0);
  rows.push(await reads(`${how}: without his posts`, 1));
  const toLast = latency();
  const posting = async () => {
    for (const until = performance.now() + durationMs; performance.now() < until; ) {
      const startMs = performance.now();
      toLast.record(await postAndWait());
      await pause(1000 / Number(values.posts) - (performance.now() - startMs));
    }
  };
  const [row] = await Promise.all([reads(`${how}: ${values.posts} posts/s by him`, 2), posting()]);
  const { count, p50Ms, maxMs } = toLast.figures;
  rows.push({ ...row, posts: count, 'to the last p50 ms': p50Ms, 'to the last max ms': maxMs });
  wire.close();
  await network.close();

  /** Milliseconds from the acknowledgement until the last follower sees the post. */
  async function postAndWait(): Promise<number> {
    const answer = await wire.unary(newPost(famous, 'to everyone'));
    const ackMs = performance.now();
    const { id } = fromBinary(CreatePostResponseSchema, answer).post!;
    while (!(await wire.unary(homePage(last, { size: 1 }))).includes(id, 0, 'latin1')) await pause(2);
    return performance.now() - ackMs;
  }

  async function reads(what: string, seed: number): Promise<Row> {
    const draw = random(10, seed);
    const next = () => {
      const viewer: Person = draw.pick(others);
      return { kind: 'home', run: () => wire.unary(homePage(viewer, { size: pageSize })) };
    };
    const before = await server.usage();
    const figures = await openLoop({ rate: Number(values.reads), durationMs, random: draw, next });
    const { cpuMs } = await server.usage();
    details[what] = figures;
    const { p50Ms, p99Ms, maxMs } = figures.kinds.home!;
    return {
      what,
      'others’ home p50 ms': p50Ms,
      'p99 ms': p99Ms,
      'max ms': maxMs,
      failed: figures.offered - figures.answered,
      'server CPU ms a second': ((cpuMs - before.cpuMs) * 1000) / durationMs,
    };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

await measure('pushed', followerCount * 2);
await measure('merged at read', followerCount / 10);
report(where, {
  name: 'famous',
  data: [
    data,
    `one author with ${followerCount} followers more, written straight into the graph store; ${withRings.length} of them have full rings, opened straight`,
    `to the last: from the acknowledgement until the follower with the highest id, whose ring is pushed to last, reads it; asked every 2 ms`,
    `others: ${values.reads} home pages of ${pageSize} a second, open loop, ${values.seconds} s each`,
  ],
  rows,
  details,
});
