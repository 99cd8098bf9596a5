import { create, toBinary } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import {
  StreamHomeTimelineRequestSchema,
  TimelineService,
} from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import {
  type StreamSubject,
  type SubjectOptions,
  streamConformance,
} from '../../../platform/streams/conformance.ts';
import { type Person, servedTimelines } from '../../../test/harness/served-timelines.ts';
import type { TimelineOverrides } from '../compose.ts';

/** Ada's home stream. Bob, whom Ada follows, adds entries. */
async function subject(t: Test, options: SubjectOptions): Promise<StreamSubject> {
  let hints = true;
  let looks = 0;
  /** While it is set, no push reaches a ring. */
  let held: Promise<void> | undefined;
  const timeline: TimelineOverrides = {
    live: (real) => ({ ...real, wake: (readerIds) => (hints ? real.wake(readerIds) : undefined) }),
    rings: (real) => ({
      ...real,
      async push(...entry) {
        await held;
        return real.push(...entry);
      },
    }),
    openStream: (real) => (viewerId, from) => {
      const stream = real(viewerId, from);
      return {
        next() {
          looks += 1;
          return stream.next();
        },
      };
    },
  };
  const env = {
    SKEIN_DATA_DIR: t.testdir(),
    SKEIN_HEARTBEAT: `${options.heartbeatMs}ms`,
    SKEIN_SLOW_READER: `${options.slowReaderMs}ms`,
    SKEIN_TEXT_LIMIT: '4000',
    SKEIN_CALLS_PER_USER: '1000000',
    SKEIN_CALLS_PER_ADDRESS: '1000000',
  };
  let served = await servedTimelines(t, env, timeline);
  const people = await served.people('ada', 'bob', 'cleo');
  let [ada, bob, cleo] = people as [Person, Person, Person];
  await ada.follow(bob);
  return {
    async add(count, bytes = 10) {
      // Ada's own entries arrive without a push.
      const author = held ? ada : bob;
      const text = 'x'.repeat(bytes);
      const ids: string[] = [];
      while (ids.length < count) {
        const some = Array.from({ length: Math.min(50, count - ids.length) }, () => author.post(text));
        ids.push(...(await Promise.all(some)));
      }
      return ids;
    },
    async addLate() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return {
        id: await bob.post('late'),
        async appear() {
          held = undefined;
          resolve();
        },
      };
    },
    remove: async (postId) => void (await bob.posts.deletePost({ postId })),
    async *answers(resumeToken, signal, reader) {
      const { timelines } = reader === 'another' ? cleo : ada;
      for await (const { event, ...answer } of timelines.streamHomeTimeline({ resumeToken }, { signal })) {
        if (event.case === 'removalsIncomplete') continue;
        yield {
          resumeToken: answer.resumeToken,
          entries: event.case === 'added' ? event.value.entries.map(({ entryId }) => entryId) : [],
          removed: event.case === 'removed' ? event.value.postId : undefined,
        };
      }
    },
    call: {
      address: served.address,
      path: `/${TimelineService.typeName}/StreamHomeTimeline`,
      headers: { authorization: `Bearer ${ada.token}` },
      request: (resumeToken) =>
        toBinary(StreamHomeTimelineRequestSchema, create(StreamHomeTimelineRequestSchema, { resumeToken })),
    },
    loseHints() {
      hints = false;
    },
    looks: () => looks,
    endSession: async () => void (await ada.auth.signOut({})),
    expireToken: () => served.later(16 * 60_000),
    async restart() {
      await served.close();
      served = await servedTimelines(t, env, timeline);
      [ada, bob, cleo] = people.map((each) => served.again(each)) as [Person, Person, Person];
    },
  };
}

t.test('the home stream', async (t) => streamConformance(t, subject));
