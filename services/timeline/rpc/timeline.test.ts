import t from 'tap';
import { until } from '../../../platform/testing/until.ts';
import { servedTimelines } from '../../../test/harness/served-timelines.ts';

t.test(
  'a stream continues a page without a gap, and continues after a lost connection without loss or repetition',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
    await ada!.follow(bob!, cleo!);
    const before = [await bob!.post(), await cleo!.post()];
    const writing = (async () => {
      const ids: string[] = [];
      for (let n = 0; n < 60; n++) ids.push(await [ada, bob, cleo][n % 3]!.post(`post ${n}`));
      return ids;
    })();
    await until('the page to have some', async () => (await ada!.home(100)).ids.length > 6);
    const page = await ada!.home(100);
    const got = [...page.ids];
    let token = page.resumeToken;
    for (let cuts = 0; cuts < 5; cuts++) {
      const feed = ada!.stream(token);
      await until('something to come', () => feed.entryIds.length > 2 || feed.heartbeats() > 1);
      await feed.cut();
      token = feed.token();
      got.push(...feed.entryIds);
    }
    const posted = [...before, ...(await writing)];
    const last = ada!.stream(token);
    await until('all to come', () => got.length + last.entryIds.length >= posted.length);
    await until('a heartbeat after the end', () => last.heartbeats() > 0);
    t.strictSame([...got, ...last.entryIds].sort(), posted.sort());
    await last.cut();
  },
);

t.test(
  'a follow, unfollow, mute, block or deletion takes effect at the next read and in open streams',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, cleo, dora] = await served.people('ada', 'bob', 'cleo', 'dora');
    const early = [await bob!.post(), await cleo!.post(), await dora!.post()];
    const feed = ada!.stream();
    await until('the stream to be open', () => feed.heartbeats() > 0);
    await ada!.follow(bob!, cleo!, dora!);
    t.strictSame((await ada!.home()).ids, early.toReversed(), 'the newest posts of followed authors');
    const live = [await bob!.post('one'), await cleo!.post('two'), await dora!.post('three')];
    await until('posts to come', () => live.every((id) => feed.entryIds.includes(id)));

    await ada!.graph.unfollowUser({ userId: bob!.id });
    await ada!.graph.muteUser({ userId: cleo!.id });
    await dora!.graph.blockUser({ userId: ada!.id });
    t.strictSame((await ada!.home()).ids, []);
    await bob!.post('unheard');
    await cleo!.post('unheard');
    await dora!.post('unheard');
    const own = await ada!.post('mine');
    await until('the reader’s own post to come', () => feed.entryIds.includes(own));
    t.strictSame((await ada!.home()).ids, [own]);

    await ada!.graph.unmuteUser({ userId: cleo!.id });
    const another = await cleo!.post('another');
    await until('it to come', () => feed.entryIds.includes(another));
    await cleo!.posts.deletePost({ postId: live[1]! });
    await cleo!.posts.deletePost({ postId: another });
    t.strictSame(
      (await ada!.home()).ids.filter((id) => id === another || id === live[1]),
      [],
    );
    await until('the removals to come', () => feed.removedIds.length === 2);
    t.strictSame([...feed.removedIds].sort(), [live[1], another].sort());
    t.equal(new Set(feed.entryIds).size, feed.entryIds.length);
    await feed.cut();
  },
);

t.test('posts of an author above the threshold arrive live and in pages', async (t) => {
  const served = await servedTimelines(t, { SKEIN_FAMOUS_FOLLOWERS: '0' });
  const [ada, bob] = await served.people('ada', 'bob');
  await ada!.follow(bob!);
  t.strictSame((await ada!.home()).ids, []);
  const feed = ada!.stream();
  await until('the stream to be open', () => feed.heartbeats() > 0);
  const posted: string[] = [];
  for (let n = 0; n < 25; n++) posted.push(await bob!.post(`post ${n}`));
  await until('all to come', () => feed.entryIds.length >= posted.length);
  t.strictSame([...feed.entryIds].sort(), posted);
  const first = await ada!.home(20);
  const { entries } = await ada!.timelines.listHomeTimeline({ pageSize: 20, pageToken: first.nextPageToken });
  t.strictSame([...first.ids, ...entries.map(({ entryId }) => entryId)], posted.toReversed());
  await feed.cut();
});

t.test('a resume token of a list works for its reader only; a page token is no resume token', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await bob!.post('one');
  await bob!.post('two');
  const { resumeToken, nextPageToken } = await bob!.home(1);
  for (const token of [resumeToken, nextPageToken]) {
    t.equal(await ada!.stream(token).ended, 'RESUME_TOKEN_INVALID');
  }
  t.equal(await bob!.stream(nextPageToken).ended, 'RESUME_TOKEN_INVALID');
});
