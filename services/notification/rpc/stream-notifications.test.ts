import { create, toBinary } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import {
  NotificationService,
  StreamNotificationsRequestSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { idAtTime } from '../../../platform/ids.ts';
import {
  type StreamSubject,
  type SubjectOptions,
  streamConformance,
} from '../../../platform/streams/conformance.ts';
import { until } from '../../../platform/testing/until.ts';
import { type Person, servedNotifications } from '../../../test/harness/served-notifications.ts';
import { commits } from '../app/commits.ts';
import { inbox } from '../app/inbox.ts';
import type { NotificationOverrides } from '../compose.ts';
import type { InboxRows } from '../ports.ts';

/** Ada's notifications, each identified by its post. Bob mentions Ada, or likes her posts. */
async function subject(t: Test, options: SubjectOptions): Promise<StreamSubject> {
  let hints = true;
  let looks = 0;
  let rows: InboxRows;
  const notification: NotificationOverrides = {
    live: (real) => ({ ...real, wake: (readerId) => (hints ? real.wake(readerId) : undefined) }),
    // Commits of the test, which come like those of another process.
    othersCommitMs: 60_000,
    rows(real) {
      rows = real;
      return real;
    },
    openStream: (real) => (readerId) => (from, wake) => {
      const source = real(readerId)(from, wake);
      return {
        ...source,
        look() {
          looks += 1;
          return source.look();
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
  let served = await servedNotifications(t, env, notification);
  const people = await served.people('ada', 'bob', 'cleo');
  let [ada, bob, cleo] = people as [Person, Person, Person];
  const postIds = new Map<string, string>();
  let expected = 0;
  const stored = async (ids: string[]) => {
    expected += ids.length;
    const isStored = async () => (await ada.notifications.getUnreadCount({})).unreadCount >= expected;
    await until('the notifications', isStored, 60_000);
    return ids;
  };
  return {
    async add(count, bytes = 10) {
      const ids: string[] = [];
      while (ids.length < count) {
        const each = () => bob.post(`@ada ${'x'.repeat(bytes)}`);
        ids.push(...(await Promise.all(Array.from({ length: Math.min(50, count - ids.length) }, each))));
      }
      return stored(ids);
    },
    async addLate() {
      const id = await cleo.post('late');
      const lateId = idAtTime(Date.now());
      const ids = { begin: () => lateId, end() {}, lowWatermark: () => lateId };
      return {
        id,
        async appear() {
          const nowMs = Date.now;
          const box = inbox({
            rows,
            commits: commits({ rows, ids, nowMs }),
            hints: { send() {} },
            nowMs,
            ttlMs: 86_400_000,
          });
          const cause = { version: lateId, timeMs: nowMs() };
          await box.add({
            readerId: ada.id,
            actorId: cleo.id,
            kind: 'mention',
            postId: id,
            key: id,
            ...cause,
          });
        },
      };
    },
    async remove(postId) {
      await bob.posts.deletePost({ postId });
      await until('its notification to be gone', async () => {
        return (await ada.notifications.getUnreadCount({})).unreadCount === expected - 1;
      });
      expected -= 1;
    },
    async *answers(resumeToken, signal, reader) {
      const { notifications } = reader === 'another' ? cleo : ada;
      for await (const { event, ...answer } of notifications.streamNotifications(
        { resumeToken },
        { signal },
      )) {
        const entries = event.case === 'added' ? event.value.notifications : [];
        for (const { id, post } of entries) postIds.set(id, post!.id);
        yield {
          resumeToken: answer.resumeToken,
          entries: entries.map(({ post }) => post!.id),
          removed: event.case === 'removed' ? postIds.get(event.value.notificationId) : undefined,
        };
      }
    },
    call: {
      address: served.address,
      path: `/${NotificationService.typeName}/StreamNotifications`,
      headers: { authorization: `Bearer ${ada.token}` },
      request: (resumeToken) =>
        toBinary(StreamNotificationsRequestSchema, create(StreamNotificationsRequestSchema, { resumeToken })),
    },
    loseHints() {
      hints = false;
    },
    looks: () => looks,
    endSession: async () => void (await ada.auth.signOut({})),
    expireToken: () => served.later(16 * 60_000),
    async restart() {
      await served.close();
      served = await servedNotifications(t, env, notification);
      [ada, bob, cleo] = people.map((each) => served.again(each)) as [Person, Person, Person];
    },
  };
}

t.test('the stream of notifications', async (t) => streamConformance(t, subject));
