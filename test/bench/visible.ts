import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { random } from '../checker/random.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import { report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { warmNetwork } from './reed98.ts';
import { newPost } from './requests.ts';
import { polling, type Sight } from './sight.ts';
import { standardMix } from './standard-mix.ts';
import { postText } from './text.ts';

const { values } = parseArgs({
  options: {
    /** Posts a second whose way is watched. */
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '10' },
    /** Posts a second of the standard mix beside them. */
    mix: { type: 'string', default: '10' },
  },
});
const rate = Number(values.rate);
const mixRate = Number(values.mix) * 10;
const durationMs = Number(values.seconds) * 1000;

/** How long a post takes from its acknowledgement to a follower's home timeline. */
const where = setting();
const network = await warmNetwork();
const wire = await connectWire(network.server.ready.grpc!);
const { people } = network;
const handles = people.map(({ handle }) => handle);
const authors = people.filter(({ followers }) => followers.length > 0);

async function watch(load: string, beside: number, seed: number, sight: Sight) {
  const draw = random(3, seed);
  const afterAck = latency();
  const mix = standardMix(wire, people, random(4, seed));
  const [posts] = await Promise.all([
    openLoop({
      rate,
      durationMs,
      random: draw,
      next() {
        const author = draw.pick(authors);
        const follower = people[draw.pick(author.followers)]!;
        const request = newPost(author, postText(draw, handles));
        const run = async () => {
          const answer = await wire.unary(request);
          const ackMs = performance.now();
          await sight(follower, fromBinary(CreatePostResponseSchema, answer).post!.id);
          afterAck.record(performance.now() - ackMs);
        };
        return { kind: 'visible', run };
      },
    }),
    beside > 0 && openLoop({ rate: beside, durationMs, random: random(5, seed), next: mix }),
  ]);
  const whole = posts.kinds.visible;
  return {
    load,
    posts: whole.answered,
    'not seen': Object.values(whole.failed).reduce((sum, each) => sum + each, 0),
    'from ack p50 ms': afterAck.figures.p50Ms,
    'p99 ms': afterAck.figures.p99Ms,
    'from schedule p50 ms': whole.p50Ms,
    'p99 ms ': whole.p99Ms,
  };
}

await watch('warm-up', 0, 0, polling(wire));
const rows = [
  await watch(`${rate} posts/s alone`, 0, 1, polling(wire)),
  await watch(
    `${rate} posts/s beside the standard mix at ${mixRate} operations/s`,
    mixRate,
    2,
    polling(wire),
  ),
];
wire.close();
await network.close();
report(where, {
  name: 'visible',
  data: [
    network.data,
    `open loop, exponential gaps, ${durationMs / 1000} s each; one follower of each author polls page after page without a pause`,
  ],
  rows,
});
