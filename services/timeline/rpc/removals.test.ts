import t from 'tap';
import { until } from '../../../platform/testing/until.ts';
import { servedTimelines } from '../testing/served-timelines.ts';

for (const [who, env] of [
  ['an author who is pushed', {}],
  ['an author who is merged at read', { SKEIN_FAMOUS_FOLLOWERS: '0' }],
] as const) {
  t.test(`a deleted post of ${who} is told, whichever way the client came to it`, async (t) => {
    const served = await servedTimelines(t, env);
    const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
    await ada!.follow(bob!);
    const listed = await bob!.post('listed');
    const page = await ada!.home();
    const first = ada!.stream(page.resumeToken);
    await until('the stream to be open', () => first.heartbeats() > 0);
    const streamed = await bob!.post('streamed');
    await until('it to come', () => first.entryIds.includes(streamed));
    await first.cut();
    const [second, other] = [ada!.stream(first.token()), cleo!.stream()];
    await until('the streams to be open', () => second.heartbeats() > 0 && other.heartbeats() > 0);
    const here = await bob!.post('on this connection');
    await until('it to come', () => second.entryIds.includes(here));
    const gone = [listed, streamed, here];
    for (const postId of gone) await bob!.posts.deletePost({ postId });
    await until('the removals to come', () => second.removedIds.length >= gone.length);
    t.strictSame([...second.removedIds].sort(), gone.sort());
    const beats = other.heartbeats();
    await until('another heartbeat', () => other.heartbeats() > beats);
    t.strictSame(other.removedIds, [], 'who does not follow him is told nothing');
    await second.cut();
    await other.cut();
  });
}

t.test('what goes while a client is away for a moment is told when it is back', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
  await ada!.follow(bob!);
  const [posted, late] = [await bob!.post(), await cleo!.post()];
  const feed = ada!.stream((await ada!.home()).resumeToken);
  await until('the stream to be open', () => feed.heartbeats() > 0);
  await feed.cut();
  await bob!.posts.deletePost({ postId: posted });
  const back = ada!.stream(feed.token());
  await until('the removal to come', () => back.removedIds.includes(posted));
  await ada!.follow(cleo!);
  await cleo!.posts.deletePost({ postId: late });
  await until('also of whom she has just followed', () => back.removedIds.includes(late));
  t.equal(back.removedIds.length, 2);
  await back.cut();
});

t.test(
  'a deleted post that stands there as a repost is told; one that is only taken back is not',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, cleo] = await served.people('ada', 'bob', 'cleo');
    await ada!.follow(bob!);
    const [taken, deleted] = [await cleo!.post('taken back'), await cleo!.post('deleted')];
    for (const postId of [taken, deleted]) await bob!.posts.repostPost({ postId });
    const { resumeToken, ids } = await ada!.home();
    t.equal(ids.length, 2);
    const feed = ada!.stream(resumeToken);
    await until('the stream to be open', () => feed.heartbeats() > 0);
    await bob!.posts.unrepostPost({ postId: taken });
    await cleo!.posts.deletePost({ postId: deleted });
    await until('the removal to come', () => feed.removedIds.length > 0);
    const beats = feed.heartbeats();
    await until('another heartbeat', () => feed.heartbeats() > beats);
    t.strictSame(feed.removedIds, [deleted]);
    t.strictSame((await ada!.home()).ids, []);
    await feed.cut();
  },
);

t.test('a repost that was made before the server’s start is known to it', async (t) => {
  const env = { SKEIN_DATA_DIR: t.testdir() };
  const before = await servedTimelines(t, env);
  const [ada, bob, cleo] = await before.people('ada', 'bob', 'cleo');
  await ada!.follow(bob!);
  const postId = await cleo!.post();
  await bob!.posts.repostPost({ postId });
  const { resumeToken } = await ada!.home();
  await before.close();
  const served = await servedTimelines(t, env);
  const [back, author] = [ada!, cleo!].map((each) => served.again(each));
  const feed = back!.stream(resumeToken);
  await until('the stream to be open', () => feed.heartbeats() > 0);
  await author!.posts.deletePost({ postId });
  await until('the removal to come', () => feed.removedIds.includes(postId));
  await feed.cut();
});
