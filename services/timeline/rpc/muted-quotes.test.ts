import t from 'tap';
import { type Post, TombstoneReason } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedTimelines } from '../../../test/harness/served-timelines.ts';

const reasons = new Map<TombstoneReason, string>([
  [TombstoneReason.MUTED, 'MUTED'],
  [TombstoneReason.UNAVAILABLE, 'UNAVAILABLE'],
]);
const quotedIn = (post: Post | undefined) => {
  const content = post?.quoted?.content;
  return content?.case === 'tombstone' ? reasons.get(content.value.reason) : content?.value?.id;
};

t.test(
  'a quoted post of a muted author is a tombstone in home timelines, both in lists and in streams',
  async (t) => {
    const served = await servedTimelines(t);
    const [ada, bob, mia, eva] = await served.people('ada', 'bob', 'mia', 'eva');
    await ada!.follow(bob!);
    await ada!.graph.muteUser({ userId: mia!.id });
    const feed = (await ada!.home()).resumeToken;
    const [loud, blocked, deleted] = [
      await mia!.post('loud'),
      await eva!.post('x'),
      await mia!.post('deleted'),
    ];
    const quote = async (quotedPostId: string) =>
      (await bob!.posts.createPost({ text: 'see', quotedPostId })).post!.id;
    const quotes = [await quote(loud), await quote(blocked), await quote(deleted)];
    await eva!.graph.blockUser({ userId: ada!.id });
    await mia!.posts.deletePost({ postId: deleted });

    const home = async () => {
      const { entries } = await ada!.timelines.listHomeTimeline({});
      return entries.map(({ entryId, post }) => [entryId, quotedIn(post)]);
    };
    const expected = [
      [quotes[2], 'UNAVAILABLE'],
      [quotes[1], 'UNAVAILABLE'],
      [quotes[0], 'MUTED'],
    ];
    t.same(await home(), expected, 'a deletion and a block look the same');

    const streamed: unknown[] = [];
    const stop = new AbortController();
    const reading = (async () => {
      const messages = ada!.timelines.streamHomeTimeline({ resumeToken: feed }, { signal: stop.signal });
      for await (const { event } of messages) {
        if (event.case !== 'added') continue;
        for (const { entryId, post } of event.value.entries) streamed.push([entryId, quotedIn(post)]);
      }
    })().catch(() => {});
    await until('the stream to send them', () => streamed.length === 3);
    t.same(streamed.toReversed(), expected);
    stop.abort();
    await reading;

    t.equal(
      quotedIn((await ada!.posts.getPost({ postId: quotes[0]! })).post),
      loud,
      'a read by id returns the post',
    );
    t.equal((await ada!.posts.getPost({ postId: loud })).post?.id, loud);
    const { entries } = await ada!.timelines.listUserTimeline({ userId: bob!.id });
    t.equal(quotedIn(entries.at(-1)?.post), loud, 'the page of the author who quoted it shows the post');

    await ada!.graph.unmuteUser({ userId: mia!.id });
    t.same((await home()).at(-1), [quotes[0], loud], 'after unmuting, the post is shown again');
  },
);

t.test('a mute of a person who has blocked the viewer does not reveal the block', async (t) => {
  const served = await servedTimelines(t);
  const [ada, bob, mia] = await served.people('ada', 'bob', 'mia');
  await ada!.follow(bob!);
  const { post } = await bob!.posts.createPost({ text: 'see', quotedPostId: await mia!.post() });
  await ada!.graph.muteUser({ userId: mia!.id });
  await mia!.graph.blockUser({ userId: ada!.id });
  const { entries } = await ada!.timelines.listHomeTimeline({});
  t.same([entries[0]?.entryId, quotedIn(entries[0]?.post)], [post!.id, 'UNAVAILABLE']);
});
