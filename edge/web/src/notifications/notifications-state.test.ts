import t from 'tap';
import { NotificationKind } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import {
  type NotificationRow,
  noNotifications,
  notificationsAfter,
  unreadId,
} from './notifications-state.ts';

const row = (n: number, more: Partial<NotificationRow> = {}): NotificationRow => ({
  id: String(1_000_000 + n),
  kind: NotificationKind.LIKE,
  postId: 'post',
  actorIds: ['ada'],
  actorCount: 1,
  moreActors: false,
  createTime: undefined,
  read: false,
  ...more,
});
const listed = (rows: readonly NotificationRow[], nextPageToken = '', newestId = rows[0]?.id ?? '') =>
  notificationsAfter(noNotifications, { kind: 'listed', rows, newestId, nextPageToken });
const numbers = ({ rows }: typeof noNotifications) => rows.map(({ id }) => Number(id) - 1_000_000);

t.test('a new deed replaces its row by one at the top', async (t) => {
  let state = listed([row(3), row(1)]);
  state = notificationsAfter(state, { kind: 'removed', id: row(1).id });
  state = notificationsAfter(state, { kind: 'arrived', rows: [row(4, { actorCount: 2 })] });
  t.strictSame(numbers(state), [4, 3]);
  state = notificationsAfter(state, { kind: 'arrived', rows: [row(4, { actorCount: 1 })] });
  t.strictSame(numbers(state), [4, 3], 'the same id is the same row');
  t.equal(state.rows[0]!.actorCount, 1, 'as it is now');
});

t.test('a changed row of a page that is not loaded waits for its page', async (t) => {
  let state = listed([row(5), row(4)], 'next');
  state = notificationsAfter(state, { kind: 'arrived', rows: [row(2), row(6)] });
  t.strictSame(numbers(state), [6, 5, 4]);
  state = notificationsAfter(state, { kind: 'more', rows: [row(3), row(2)], nextPageToken: '' });
  t.strictSame(numbers(state), [6, 5, 4, 3, 2]);
  state = notificationsAfter(state, { kind: 'arrived', rows: [row(1)] });
  t.strictSame(numbers(state), [6, 5, 4, 3, 2, 1]);
});

t.test('a read mark of any device reads the rows up to it', async (t) => {
  let state = listed([row(3), row(2), row(1, { read: true })]);
  state = notificationsAfter(state, { kind: 'counted', unreadCount: 2 });
  t.equal(unreadId(state), row(3).id);
  state = notificationsAfter(state, { kind: 'read', upToId: row(2).id, unreadCount: 1 });
  t.strictSame(
    state.rows.map(({ read }) => read),
    [false, true, true],
  );
  t.equal(state.unreadCount, 1);
  state = notificationsAfter(state, { kind: 'read', upToId: row(3).id, unreadCount: 0 });
  t.equal(unreadId(state), undefined);
  t.equal(unreadId(noNotifications), undefined);
  state = notificationsAfter(state, { kind: 'arrived', rows: [row(4)] });
  state = notificationsAfter(state, { kind: 'counted', unreadCount: 1 });
  t.equal(unreadId(state), row(4).id);
});

t.test('rows that the reader no longer sees are marked read too', async (t) => {
  const counted = (state: typeof noNotifications) =>
    notificationsAfter(state, { kind: 'counted', unreadCount: 1 });
  t.equal(unreadId(counted(listed([], '', row(5).id))), row(5).id);
  t.equal(unreadId(counted(listed([row(3, { read: true })], '', row(5).id))), row(5).id);
});

t.test('a failure stays until the stream is live or the list is read', async (t) => {
  const broken = notificationsAfter(listed([row(1)]), { kind: 'broken', failure: 'why' });
  t.equal(broken.failure, 'why');
  t.equal(notificationsAfter(broken, { kind: 'live' }).failure, undefined);
  t.equal(
    notificationsAfter(broken, { kind: 'listed', rows: [], newestId: '', nextPageToken: '' }).failure,
    undefined,
  );
});
