import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { random } from '../checker/random.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import { report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { newPost } from './requests.ts';
import { standardMix } from './standard-mix.ts';
import { postText } from './text.ts';
import { polling, streaming, type UntilVisible } from './time-to-visible.ts';

const { values } = parseArgs({
  options: {
    /** Posts a second that are watched by polling. */
    rate: { type: 'string', default: '10' },
    /** Posts a second that are watched on streams. */
    streamed: { type: 'string', default: '100' },
    /** Users with an open stream, for a second row beside the one where all have one. */
    streams: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    /** Posts a second of the concurrent standard mix. */
    mix: { type: 'string', default: '10' },
  },
});
const rate = Number(values.rate);
const streamed = Number(values.streamed);
const mixRate = Number(values.mix) * 10;
const durationMs = Number(values.seconds) * 1000;

/** Measures the time from a post's acknowledgement to its appearance in a follower's home timeline. */
const where = setting();
const network = await warmNetwork();
const wire = await connectWire(network.server.ready.grpc!);
const { people } = network;
const handles = people.map(({ handle }) => handle);
const authors = people.filter(({ followers }) => followers.length > 0);

interface Watch {
  readonly rate: number;
  /** Operations a second of the standard mix. */
  readonly beside: number;
  readonly seed: number;
  readonly untilVisible: UntilVisible;
  /** The possible viewers. Default: everyone. */
  readonly viewers?: ReadonlySet<Person>;
}

async function watch(load: string, { rate, beside, seed, untilVisible, viewers }: Watch) {
  const seers = ({ followers }: Person) =>
    viewers === undefined ? followers : followers.filter((each) => viewers.has(people[each]!));
  const seen = authors.filter((author) => seers(author).length > 0);
  const draw = random(3, seed);
  const afterAck = latency();
  const before = await network.server.usage();
  const startMs = performance.now();
  const mix = standardMix(wire, people, random(4, seed));
  const [posts] = await Promise.all([
    openLoop({
      rate,
      durationMs,
      random: draw,
      next() {
        const author = draw.pick(seen);
        const follower = people[draw.pick(seers(author))]!;
        const request = newPost(author, postText(draw, handles));
        const run = async () => {
          const answer = await wire.unary(request);
          const ackMs = performance.now();
          await untilVisible(follower, fromBinary(CreatePostResponseSchema, answer).post!.id, author);
          afterAck.record(performance.now() - ackMs);
        };
        return { kind: 'visible', run };
      },
    }),
    beside > 0 && openLoop({ rate: beside, durationMs, random: random(5, seed), next: mix }),
  ]);
  const whole = posts.kinds.visible;
  const cpuMs = (await network.server.usage()).cpuMs - before.cpuMs;
  return {
    load,
    posts: whole.answered,
    'not seen': Object.values(whole.failed).reduce((sum, each) => sum + each, 0),
    'from ack p50 ms': afterAck.figures.p50Ms,
    'p99 ms': afterAck.figures.p99Ms,
    'from schedule p50 ms': whole.p50Ms,
    'p99 ms ': whole.p99Ms,
    'server cores': cpuMs / (performance.now() - startMs),
  };
}

/** Watches posts on streams of this many users; others have none. */
async function watchStreams(count: number, seed: number) {
  const viewers = random(9, seed).sample(people, count);
  const held = await connectWire(network.server.ready.grpc!, Math.ceil(count / 100));
  const untilVisible = await streaming(held, viewers);
  const load = `${streamed} posts/s, ${count} streams`;
  const row = await watch(load, { rate: streamed, beside: 0, seed, untilVisible, viewers: new Set(viewers) });
  held.close();
  return row;
}

await watch('warm-up', { rate, beside: 0, seed: 0, untilVisible: polling(wire) });
const rows = [
  await watch(`${rate} posts/s alone, polled`, { rate, beside: 0, seed: 1, untilVisible: polling(wire) }),
  await watch(`${rate} posts/s beside the standard mix at ${mixRate} operations/s, polled`, {
    rate,
    beside: mixRate,
    seed: 2,
    untilVisible: polling(wire),
  }),
  await watchStreams(Number(values.streams), 3),
  await watchStreams(people.length, 4),
];
wire.close();
await network.close();
report(where, {
  name: 'visible',
  data: [
    network.data,
    `open loop, exponential gaps, ${durationMs / 1000} s each; one follower of each author polls page after page without a pause, or has it on his stream`,
  ],
  rows,
});
