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
import { homePage, homeStream, newPost } from './requests.ts';

const { values } = parseArgs({
  options: {
    followers: { type: 'string', default: '100000' },
    /** How many of them have a ring. */
    rings: { type: 'string', default: '10000' },
    /** Home pages a second of all other users. */
    reads: { type: 'string', default: '100' },
    /** Posts a second of the famous author. */
    posts: { type: 'string', default: '2' },
    /** Followers who sign in and have a stream open. */
    streams: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '5' },
  },
});
const followerCount = Number(values.followers);
const ringCount = Number(values.rings);
const durationMs = Number(values.seconds) * 1000;
const pageSize = 20;
const streamCount = Number(values.streams);
const streamsPerConnection = 100;

/** One author with very many followers: when their post reaches the last follower, and how it affects other users. */
const where = setting();
const crowd = crowdIds(followerCount - 1);
/** Evenly spread over the followers, in the order of pushes. */
const withRings = crowd.filter((_, n) => n % Math.ceil(followerCount / ringCount) === 0);
const rows: Row[] = [];
const details: Record<string, unknown> = {};
let data = '';
let posted = 0;

interface Cast<T> {
  readonly famous: T;
  readonly last: T;
  /** Followers with an open stream. */
  readonly watchers: readonly T[];
  readonly others: readonly T[];
}

/** The two newest accounts of the network: the last follower's id is above those of all others. */
function cast<T extends { readonly id: string }>(people: readonly T[]): Cast<T> {
  const [last, famous, ...rest] = people.toSorted((a, b) => (a.id < b.id ? 1 : -1)) as [T, T, ...T[]];
  return { famous, last, watchers: rest.slice(0, streamCount), others: rest.slice(streamCount) };
}

async function measure(how: string, threshold: number): Promise<void> {
  const network = await warmNetwork({
    script: 'fan-out-server.ts',
    env: { SKEIN_FAMOUS_FOLLOWERS: String(threshold) },
    prepare(dataDir, people) {
      const { famous, last, watchers } = cast(people);
      seedFollowers(dataDir, famous.id, [...crowd, last.id, ...watchers.map(({ id }) => id)]);
    },
  });
  data = network.data;
  const { server } = network;
  const { famous, last, watchers, others } = cast(network.people);
  await server.run('fillRings', withRings);
  const wire = await connectWire(server.ready.grpc!);
  await reads('warm-up', 0);
  rows.push(await reads(`${how}: without his posts`, 1));
  rows.push(await whilePosting(`${how}: ${values.posts} posts/s by him`, 2, postAndWait));
  const watched = await openStreams(server.ready.grpc!, watchers);
  const toStreams = async () => {
    const text = `to everyone, for the ${posted++}th time`;
    const arrived = watched.arrived(text);
    await wire.unary(newPost(famous, text));
    const ackMs = performance.now();
    return Math.max(0, (await arrived) - ackMs);
  };
  rows.push(
    await whilePosting(`${how}: the same, ${watchers.length} streams of his followers`, 3, toStreams),
  );
  watched.close();
  wire.close();
  await network.close();

  /** How the author's posts, sent one after the other, affect other users. */
  async function whilePosting(what: string, seed: number, post: () => Promise<number>): Promise<Row> {
    const toLast = latency();
    const posting = async () => {
      for (const until = performance.now() + durationMs; performance.now() < until; ) {
        const startMs = performance.now();
        toLast.record(await post());
        await pause(1000 / Number(values.posts) - (performance.now() - startMs));
      }
    };
    const [row] = await Promise.all([reads(what, seed), posting()]);
    const { count, p50Ms, maxMs } = toLast.figures;
    return { ...row, posts: count, 'to the last p50 ms': p50Ms, 'to the last max ms': maxMs };
  }

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
    await server.run('watchLoop');
    const figures = await openLoop({ rate: Number(values.reads), durationMs, random: draw, next });
    const stallMs = await server.run<number>('longestStallMs');
    const { cpuMs } = await server.usage();
    details[what] = figures;
    const { p50Ms, p99Ms, maxMs } = figures.kinds.home!;
    return {
      what,
      'others’ home p50 ms': p50Ms,
      'p99 ms': p99Ms,
      'max ms': maxMs,
      failed: figures.offered - figures.answered,
      'longest stall ms': stallMs,
      'server CPU ms a second': ((cpuMs - before.cpuMs) * 1000) / durationMs,
    };
  }
}

/** Opens streams of these users. Resolves after each has sent its first message. */
async function openStreams(address: string, people: readonly Person[]) {
  const wire = await connectWire(address, Math.max(1, Math.ceil(people.length / streamsPerConnection)));
  let awaited = { text: '', left: 0, all: (_atMs: number) => {} };
  const open = (person: Person) =>
    new Promise<void>((resolve, reject) => {
      const onMessage = (message: Buffer) => {
        resolve();
        if (awaited.text === '' || !message.includes(awaited.text)) return;
        awaited.left -= 1;
        if (awaited.left === 0) awaited.all(performance.now());
      };
      wire.stream(homeStream(person), onMessage).catch(reject);
    });
  await Promise.all(people.map(open));
  return {
    close: wire.close,
    /** Resolves when a post with this text has reached all of them. */
    arrived: (text: string): Promise<number> =>
      new Promise((resolve) => {
        awaited = { text, left: people.length, all: resolve };
      }),
  };
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
    `streams: of so many followers more, a post each waited for by all; longest stall: of the server’s event loop`,
    `others: ${values.reads} home pages of ${pageSize} a second, open loop, ${values.seconds} s each`,
  ],
  rows,
  details,
});
