import { ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { reasonOf } from '../../../platform/errors.ts';
import { servedNotifications } from '../../../test/harness/served-notifications.ts';

t.test('a thread is muted on one device, seen as muted on another, listed, and unmuted', async (t) => {
  const served = await servedNotifications(t);
  const [ada, bob] = await served.people('ada', 'bob');
  const own = await ada.post('of ada');
  const reply = await bob.post('a reply', { replyToPostId: own });
  const other = await bob.post('of bob');
  const muted = async (postId: string, who = ada) =>
    (await who.notifications.getThreadMute({ postId })).muted;
  t.equal(await muted(own), false);
  await ada.notifications.muteThread({ postId: reply });
  await ada.notifications.muteThread({ postId: other });
  t.strictSame([await muted(own), await muted(reply), await muted(own, bob)], [true, true, false]);
  const first = await ada.notifications.listMutedThreads({ pageSize: 1 });
  t.match(first.threads, [
    { rootPostId: other, rootPost: { id: other, text: 'of bob', author: { handle: 'bob' } } },
  ]);
  const pageToken = first.nextPageToken;
  const second = await ada.notifications.listMutedThreads({ pageSize: 1, pageToken });
  t.match(second, { threads: [{ rootPostId: own, rootPost: { id: own } }], nextPageToken: '' });
  t.strictSame((await bob.notifications.listMutedThreads({})).threads, [], 'nobody sees what others muted');
  const refused = await bob.notifications.listMutedThreads({ pageToken }).catch(ConnectError.from);
  t.equal(reasonOf(refused), 'PAGE_TOKEN_INVALID');
  await ada.notifications.unmuteThread({ postId: reply });
  t.equal(await muted(own), false);
});

t.test('a muted thread whose first post is gone or hidden is listed without it', async (t) => {
  const served = await servedNotifications(t);
  const [ada, bob, eva] = await served.people('ada', 'bob', 'eva');
  const deleted = await bob.post('soon gone');
  const hidden = await eva.post('of eva');
  const reply = await bob.post('@ada a reply', { replyToPostId: deleted });
  for (const postId of [deleted, hidden]) await ada.notifications.muteThread({ postId });
  await bob.posts.deletePost({ postId: deleted });
  await eva.graph.blockUser({ userId: ada.id });
  const { threads } = await ada.notifications.listMutedThreads({});
  t.strictSame(
    threads.map(({ rootPostId, rootPost }) => [rootPostId, rootPost]),
    [
      [hidden, undefined],
      [deleted, undefined],
    ],
  );
  t.match(await ada.notifications.getThreadMute({ postId: reply }), { muted: true });
  for (const postId of [deleted, hidden]) await ada.notifications.unmuteThread({ postId });
  t.strictSame((await ada.notifications.listMutedThreads({})).threads, []);
  const again = await ada.notifications.unmuteThread({ postId: hidden }).catch(ConnectError.from);
  t.equal(reasonOf(again), 'POST_NOT_FOUND');
});
