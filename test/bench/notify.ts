import { parseArgs } from 'node:util';
import { fromBinary } from '@bufbuild/protobuf';
import { createClient } from '@connectrpc/connect';
import {
  Audience,
  NotificationKind,
  NotificationService,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { CreatePostResponseSchema } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { random } from '../checker/random.ts';
import { consumersIdle } from './consumers-idle.ts';
import { each } from './harness/each.ts';
import { latency } from './harness/latency.ts';
import { openLoop } from './harness/open-loop.ts';
import { report, setting } from './harness/report.ts';
import { connectWire } from './harness/wire.ts';
import { notifyCrowd } from './notify-crowd.ts';
import { type Person, warmNetwork } from './reed98.ts';
import { newLike, newPost, notificationStream } from './requests.ts';
import { streaming } from './time-to-visible.ts';

const { values } = parseArgs({
  options: {
    /** Likes a second. */
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    /** Authors, each with an open stream. */
    streams: { type: 'string', default: '50' },
    /** Likes of one post, and followers of one person, at once. */
    crowd: { type: 'string', default: '100000' },
  },
});
const rate = Number(values.rate);
const durationMs = Number(values.seconds) * 1000;

/** Measures the time from the acknowledgement of a like to its notification on an open stream, and its server CPU. */
const where = setting();
const network = await warmNetwork();
const { server, people } = network;
const wire = await connectWire(server.ready.grpc!, 4);
const authors = random(9, 1).sample(people, Number(values.streams));
const transport = grpcTransport({ address: server.ready.grpc! });
const notifications = createClient(NotificationService, transport);

async function posts(by: readonly Person[], count: number): Promise<{ author: Person; postId: string }[]> {
  const made: { author: Person; postId: string }[] = [];
  await each(
    Array.from({ length: count }, (_, n) => by[n % by.length]!),
    8,
    async (author) => {
      const answer = await wire.unary(newPost(author, 'to be liked'));
      made.push({ author, postId: fromBinary(CreatePostResponseSchema, answer).post!.id });
    },
  );
  await consumersIdle(server);
  return made;
}

const setAudience = (audience: Audience) =>
  each(authors, 8, ({ token }) =>
    notifications.updateNotificationSettings(
      { settings: [{ kind: NotificationKind.LIKE, audience }] },
      { headers: { authorization: `Bearer ${token}` } },
    ),
  );

type Like = (liked: { author: Person; postId: string }) => Promise<void>;

/** Likes at the rate, by people who are no authors; server CPU until every consumer is done. */
async function load(what: string, of: readonly Person[], seed: number, seen?: Like) {
  const draw = random(7, seed);
  const fans = people.filter((person) => !of.includes(person));
  const liked = await posts(of, Math.ceil((rate * durationMs) / 1_000 / (of.length === 1 ? 1_000 : 0.5)));
  const afterAck = latency();
  const before = await server.usage();
  let next = 0;
  const { kinds } = await openLoop({
    rate,
    durationMs,
    random: draw,
    next() {
      const post = liked[next++ % liked.length]!;
      const run = async () => {
        await wire.unary(newLike(fans[next % fans.length]!, post.postId));
        const ackMs = performance.now();
        await seen?.(post);
        afterAck.record(performance.now() - ackMs);
      };
      return { kind: 'like', run };
    },
  });
  await consumersIdle(server);
  const { answered } = kinds.like;
  const cpuMs = ((await server.usage()).cpuMs - before.cpuMs) / answered;
  return {
    what,
    likes: answered,
    failed: Object.values(kinds.like.failed).reduce((sum, n) => sum + n, 0),
    'from ack p50 ms': seen ? afterAck.figures.p50Ms : '',
    'p99 ms': seen ? afterAck.figures.p99Ms : '',
    'server CPU ms': cpuMs,
  };
}

const untilSeen = await streaming(wire, authors, notificationStream);
await load('warm-up', authors, 0);
await setAudience(Audience.NOBODY);
const off = await load('likes that notify nobody', authors, 1);
await setAudience(Audience.EVERYBODY);
const rows = [
  off,
  await load('likes, each seen on a stream', authors, 2, ({ author, postId }) => untilSeen(author, postId)),
  await load('likes of one post with a stream', authors.slice(0, 1), 3),
];
wire.close();
transport.close();
await network.close();
const crowd = Number(values.crowd);
report(where, {
  name: 'notify',
  data: [
    network.data,
    `open loop, ${rate} likes/s for ${durationMs / 1000} s; ${authors.length} open streams`,
    `crowds: ${crowd} events published at once, as the post and graph services would; CPU includes their log and every consumer`,
  ],
  rows: [...rows, ...(await notifyCrowd(crowd))],
});
