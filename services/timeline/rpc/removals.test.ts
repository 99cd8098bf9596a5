import t, { type Test } from 'tap';
import { until } from '../../../platform/testing/until.ts';
import { servedTimelines } from '../../../test/harness/served-timelines.ts';

for (const [who, env] of [
  ['an author whose entries are pushed', {}],
  ['an author whose entries are merged at read', { SKEIN_FAMOUS_FOLLOWERS: '0' }],
] as const) {
  t.test(`streams send the removal of a post of ${who}, however the client received the post`, async (t) => {
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
    const removed = [listed, streamed, here];
    for (const postId of removed) await bob!.posts.deletePost({ postId });
    await until('the removals to come', () => second.removedIds.length >= removed.length);
    t.strictSame([...second.removedIds].sort(), removed.sort());
    const beats = other.heartbeats();
    await until('another heartbeat', () => other.heartbeats() > beats);
    t.strictSame(
      other.removedIds,
      [],
      'a stream of a reader who does not follow the author sends no removal',
    );
    await second.cut();
    await other.cut();
  });
}

t.test('a resumed stream sends the removals that the client missed during a short absence', async (t) => {
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
  await until('the removal of a post by an author whom the reader has just followed', () =>
    back.removedIds.includes(late),
  );
  t.equal(back.removedIds.length, 2);
  await back.cut();
});

t.test('the removal of a reposted post is sent; the removal of a repost is not', async (t) => {
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
});

t.test('a server sends the removal of a post that was reposted before the server started', async (t) => {
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

/** A network whose streams forget removals soon. */
async function forgetful(t: Test) {
  let forgotten = false;
  const served = await servedTimelines(
    t,
    { SKEIN_CLOCK_SKEW: '0s' },
    {
      live: (real) => ({ ...real, removalsReachMs: () => (forgotten ? 0 : real.removalsReachMs()) }),
    },
  );
  return {
    ...served,
    forget(now = true) {
      forgotten = now;
    },
  };
}

t.test('a stream that is resumed after forgotten removals begins with removals_incomplete', async (t) => {
  const served = await forgetful(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await ada!.follow(bob!);
  const posted = await bob!.post();
  const feed = ada!.stream((await ada!.home()).resumeToken);
  await until('the stream to be open', () => feed.heartbeats() > 0);
  await feed.cut();
  await bob!.posts.deletePost({ postId: posted });

  const soon = ada!.stream(feed.token());
  await until('the removal to come', () => soon.removedIds.includes(posted));
  t.notOk(soon.incomplete(), 'remembered removals are sent');
  await soon.cut();

  served.forget();
  const late = ada!.stream(feed.token());
  await until('the first message', () => late.incomplete());
  t.not(late.token(), '', 'the first message has a token');
  await until('the stream to continue', () => late.heartbeats() > 0);
  const next = await bob!.post('after');
  await until('a post to come', () => late.entryIds.includes(next));
  await late.cut();

  served.forget(false);

  const listed = ada!.stream((await ada!.home()).resumeToken);
  await until('the stream to be open', () => listed.heartbeats() > 0);
  t.notOk(listed.incomplete(), 'a stream that begins after a new listing misses no removal');
  const fresh = ada!.stream();
  await until('the stream to be open', () => fresh.heartbeats() > 0);
  t.notOk(fresh.incomplete(), 'a stream that starts now misses no removal');
  await Promise.all([listed.cut(), fresh.cut()]);
});

t.test('a client that breaks off before it lists again gets removals_incomplete again', async (t) => {
  const served = await forgetful(t);
  const [ada] = await served.people('ada');
  const { resumeToken } = await ada!.home();
  served.forget();
  for (let tries = 0; tries < 3; tries++) {
    const first = await ada!.timelines.streamHomeTimeline({ resumeToken })[Symbol.asyncIterator]().next();
    t.match(first.value, { resumeToken, event: { case: 'removalsIncomplete' } });
  }
});

t.test('after a restart, earlier removals are forgotten', async (t) => {
  const env = { SKEIN_DATA_DIR: t.testdir() };
  const before = await servedTimelines(t, env);
  const [ada, bob] = await before.people('ada', 'bob');
  await ada!.follow(bob!);
  const postId = await bob!.post();
  const { resumeToken } = await ada!.home();
  await bob!.posts.deletePost({ postId });
  await before.close();
  const served = await servedTimelines(t, env);
  const feed = served.again(ada!).stream(resumeToken);
  await until('an answer', () => feed.incomplete() || feed.removedIds.includes(postId));
  await feed.cut();
});

t.test('a token moves past removals only after they are sent', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await ada!.follow(bob!);
  const removed = await Promise.all(['a', 'b', 'c'].map((text) => bob!.post(text)));
  const { resumeToken } = await ada!.home();
  for (const postId of removed) await bob!.posts.deletePost({ postId });
  const late = await bob!.post('late');
  const messages: { resumeToken: string; what: string | undefined }[] = [];
  for await (const { resumeToken: token, event } of ada!.timelines.streamHomeTimeline({ resumeToken })) {
    messages.push({ resumeToken: token, what: event.case });
    if (messages.filter(({ what }) => what === 'removed').length >= removed.length) break;
  }
  // Resuming from any message but the last repeats the removals that were not sent then, but not the entry.
  const from = messages.at(-2)!;
  const feed = ada!.stream(from.resumeToken);
  await until('the stream to be open', () => feed.heartbeats() > 0);
  t.ok(removed.every((id) => feed.removedIds.includes(id)));
  if (messages.some(({ what }) => what === 'added')) t.notOk(feed.entryIds.includes(late));
  await feed.cut();
});
