import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { CreatePostResponseSchema } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { random } from '../../checker/random.ts';
import { latency } from '../harness/latency.ts';
import { openLoop } from '../harness/open-loop.ts';
import { report, setting } from '../harness/report.ts';
import { connectWire } from '../harness/wire.ts';
import { newPost } from '../requests.ts';
import { postText } from '../text.ts';
import { polling, searching, streaming, type UntilVisible } from '../time-to-visible.ts';
import { byProcess, runningCluster, seededPeople } from './running.ts';
import { usedBetween } from './usage.ts';

const { values } = parseArgs({
  options: {
    /** Posts a second. */
    rate: { type: 'string', default: '5' },
    /** Users with an open stream. */
    streams: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '20' },
    people: { type: 'string', default: '200' },
  },
});
const [rate, durationMs] = [Number(values.rate), Number(values.seconds) * 1_000];

/** Measures the time from a post's acknowledgement to its appearance in a follower's home timeline, in a cluster. */
const where = setting();
const cluster = runningCluster();
const { people, data } = await seededPeople(cluster, Number(values.people));
const handles = people.map(({ handle }) => handle);
const viewers = new Set(random(9, 0).sample(people, Math.min(people.length, Number(values.streams))));
const seers = (followers: readonly number[]) => followers.filter((each) => viewers.has(people[each]!));
const authors = people.filter(({ followers }) => seers(followers).length > 0);
const wire = await connectWire(cluster.grpc);

async function watch(load: string, seed: number, untilVisible: UntilVisible) {
  const draw = random(3, seed);
  const afterAck = latency();
  const acknowledged = latency();
  const before = cluster.cpu();
  const posts = await openLoop({
    rate,
    durationMs,
    random: draw,
    drainMs: 15_000,
    next() {
      const author = draw.pick(authors);
      const follower = people[draw.pick(seers(author.followers))]!;
      const request = newPost(author, postText(draw, handles).slice(0, 200));
      const run = async () => {
        const startMs = performance.now();
        const answer = await wire.unary(request);
        const ackMs = performance.now();
        acknowledged.record(ackMs - startMs);
        await untilVisible(follower, fromBinary(CreatePostResponseSchema, answer).post!.id, author);
        afterAck.record(performance.now() - ackMs);
      };
      return { kind: 'visible', run };
    },
  });
  const whole = posts.kinds.visible;
  return {
    row: {
      load,
      posts: whole.answered,
      'not seen': Object.values(whole.failed).reduce((total, each) => total + each, 0),
      'acknowledged p50 ms': acknowledged.figures.p50Ms,
      'p99 ms': acknowledged.figures.p99Ms,
      'from ack to seen p50 ms': afterAck.figures.p50Ms,
      'p99 ms ': afterAck.figures.p99Ms,
    },
    used: {
      load: `${load}: CPU ms a post`,
      ...byProcess(usedBetween(before, cluster.cpu()), whole.answered),
    },
    failure: whole.firstFailure,
  };
}

const polled = await watch(`${rate} posts/s, polled`, 1, polling(wire));
const found = await watch(`${rate} posts/s, found by a search`, 3, searching(wire));
const held = await connectWire(cluster.grpc, 2);
const untilVisible = await streaming(held, [...viewers]);
const streamed = await watch(`${rate} posts/s, ${viewers.size} streams`, 2, untilVisible);
held.close();
wire.close();
report(where, {
  name: 'cluster-visible',
  data: [
    `${data}; ${cluster.processes}`,
    `open loop, exponential gaps, ${durationMs / 1_000} s each; one follower of each author polls page after page without a pause, or has it on his stream, or searches for the author's posts ten times a second`,
    ...[polled, found, streamed].flatMap(({ failure }) =>
      failure === undefined ? [] : [`first failure: ${failure}`],
    ),
  ],
  rows: [polled.row, found.row, streamed.row],
});
report(where, { name: 'cluster-visible-cpu', data: [], rows: [polled.used, found.used, streamed.used] });
