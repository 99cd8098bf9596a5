import t from 'tap';
import { Audience, NotificationKind } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedNotifications } from '../../../test/harness/served-notifications.ts';

t.test('a like is shown on every device, read on one, and gone when it is taken back', async (t) => {
  const served = await servedNotifications(t);
  const [ada, bob] = await served.people('ada', 'bob');
  const postId = await ada.post();
  const { resumeToken } = await ada.notifications.listNotifications({});
  const phone = ada.stream(resumeToken);
  const laptop = ada.stream(resumeToken);
  await bob.posts.likePost({ postId });
  await until('both devices', () => [phone, laptop].every((device) => device.rows().join() === 'like bob 1'));
  t.equal((await ada.notifications.getUnreadCount({})).unreadCount, 1);
  const { notifications } = await ada.notifications.listNotifications({});
  const [like] = notifications;
  t.match(like, { read: false, post: { id: postId }, actors: [{ handle: 'bob' }] });
  t.match(await ada.notifications.markRead({ upToId: like!.id }), { unreadCount: 0 });
  await until('the mark', () => laptop.marks.length === 1 && phone.marks.length === 1);
  t.match(laptop.marks[0], { upToId: like!.id, unreadCount: 0 });
  t.match((await ada.notifications.listNotifications({})).notifications[0], { read: true });
  await bob.posts.unlikePost({ postId });
  await until('both devices', () => [phone, laptop].every((device) => device.rows().length === 0));
  t.strictSame(await ada.list(), []);
  t.strictSame(phone.ids, [like!.id]);
  t.strictSame(phone.removedIds, [like!.id]);
  await Promise.all([phone.cut(), laptop.cut()]);
});

t.test(
  'mention, reply, quote, repost and follow are listed with their posts, likes of one day folded',
  async (t) => {
    const served = await servedNotifications(t);
    const [ada, bob, eva] = await served.people('ada', 'bob', 'eva');
    const own = await ada.post('of ada');
    const reply = await bob.post('@ada I reply', { replyToPostId: own });
    await ada.sees('reply bob 1');
    const quote = await bob.post('I quote', { quotedPostId: own });
    await ada.sees('quote bob 1', 'reply bob 1');
    const mention = await bob.post('@ada @ada hello @bob');
    await ada.sees('mention bob 1', 'quote bob 1', 'reply bob 1');
    await bob.posts.repostPost({ postId: own });
    await ada.sees('repost bob 1', 'mention bob 1', 'quote bob 1', 'reply bob 1');
    await bob.graph.followUser({ userId: ada.id });
    await ada.sees('follow bob 1', 'repost bob 1', 'mention bob 1', 'quote bob 1', 'reply bob 1');
    for (const each of [bob, eva]) await each.posts.likePost({ postId: own });
    await until('both likes', async () => /^like .* 2$/.test((await ada.list())[0]!));
    await ada.posts.likePost({ postId: own });
    const { notifications } = await ada.notifications.listNotifications({});
    t.strictSame(
      notifications.slice(1).map(({ post }) => post?.id),
      [undefined, own, mention, quote, reply],
    );
    t.strictSame(await bob.list(), [], 'nobody is notified of what they did themselves');
    const { actors } = await ada.notifications.listNotificationActors({
      notificationId: notifications[0]!.id,
    });
    t.strictSame(actors.map(({ handle }) => handle).sort(), ['bob', 'eva']);

    await bob.posts.unrepostPost({ postId: own });
    await bob.graph.unfollowUser({ userId: ada.id });
    await bob.posts.deletePost({ postId: mention });
    await until('what was taken back', async () => (await ada.list()).length === 3);
    await ada.posts.deletePost({ postId: own });
    await ada.sees('quote bob 1', 'reply bob 1');
    // The list drops what is about a deleted post at once, the count when the row is taken back.
    await until('the count', async () => (await ada.notifications.getUnreadCount({})).unreadCount === 2);
  },
);

t.test('settings, muted threads, blocked and muted people', async (t) => {
  const served = await servedNotifications(t);
  const [ada, bob, eva] = await served.people('ada', 'bob', 'eva');
  const own = await ada.post();
  const kind = NotificationKind.LIKE;
  await ada.graph.followUser({ userId: eva.id });
  await ada.notifications.updateNotificationSettings({
    settings: [{ kind, audience: Audience.FOLLOWING }],
  });
  const { settings } = await ada.notifications.getNotificationSettings({});
  t.strictSame(
    settings.map(({ audience }) => audience),
    [3, 3, 3, Audience.FOLLOWING, 3, 3],
  );
  await bob.posts.likePost({ postId: own });
  await eva.posts.likePost({ postId: own });
  await ada.sees('like eva 1');
  const reply = await bob.post('a reply', { replyToPostId: own });
  await ada.sees('reply bob 1', 'like eva 1');
  await ada.notifications.muteThread({ postId: reply });
  await ada.sees();
  await bob.post('another', { replyToPostId: reply });
  await bob.post('@ada elsewhere');
  await ada.sees('mention bob 1');
  await ada.notifications.unmuteThread({ postId: own });
  await ada.sees('mention bob 1', 'reply bob 1', 'like eva 1');
  await ada.graph.muteUser({ userId: bob.id });
  await ada.sees('like eva 1');
  await bob.graph.followUser({ userId: ada.id });
  await ada.graph.blockUser({ userId: eva.id });
  await ada.sees();
  await eva.users.deactivateUser({ password: 'correct horse battery' });
});

t.test('notifications of people who were blocked later can be marked read', async (t) => {
  const served = await servedNotifications(t);
  const [ada, bob] = await served.people('ada', 'bob');
  t.equal((await ada.notifications.listNotifications({})).newestId, '');
  for (const text of ['@ada one', '@ada two']) await bob.post(text);
  await ada.sees('mention bob 1', 'mention bob 1');
  await ada.graph.blockUser({ userId: bob.id });
  await ada.sees();
  t.equal((await ada.notifications.getUnreadCount({})).unreadCount, 2);
  const { newestId } = await ada.notifications.listNotifications({ pageSize: 1 });
  t.match(await ada.notifications.markRead({ upToId: newestId }), { unreadCount: 0 });
});

t.test('a stream and a list survive a restart, and a mark too', async (t) => {
  const env = { SKEIN_DATA_DIR: t.testdir() };
  const first = await servedNotifications(t, env);
  const [ada, bob] = await first.people('ada', 'bob');
  const feed = ada.stream();
  await until('it to be open', () => feed.heartbeats() > 0);
  await bob.post('@ada one');
  await until('it', () => feed.rows().length === 1);
  await ada.notifications.markRead({ upToId: feed.ids[0]! });
  await feed.cut();
  await bob.post('@ada two');
  await ada.sees('mention bob 1', 'mention bob 1');
  await first.close();
  const second = await servedNotifications(t, env);
  const back = second.again(ada);
  const resumed = back.stream(feed.token());
  await until('the second', () => resumed.rows().length === 1 && resumed.heartbeats() > 0);
  t.equal(resumed.ids.length, 1);
  t.equal((await back.notifications.getUnreadCount({})).unreadCount, 1);
  t.strictSame(
    (await back.notifications.listNotifications({})).notifications.map(({ read }) => read),
    [false, true],
  );
  await resumed.cut();
});
