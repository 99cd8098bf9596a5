import t from 'tap';
import { ActionTaken_Kind as Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { PostCounts } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { type Person, people, person } from '../testing/people.ts';

const reactions = ['likePost', 'unlikePost', 'repostPost', 'unrepostPost'] as const;

t.test('a repeated like or repost changes nothing, and answers the same counts and state', async (t) => {
  const served = await servedPosts(t);
  const [ada, bob] = await people(served, 'ada', 'bob');
  const { id: postId } = await ada!.post();
  const liked = { counts: { likeCount: 1n, repostCount: 0n }, viewer: { liked: true, reposted: false } };
  const both = { counts: { likeCount: 1n, repostCount: 1n }, viewer: { liked: true, reposted: true } };
  const none = { counts: { likeCount: 0n, repostCount: 0n }, viewer: { liked: false, reposted: false } };
  for (let n = 0; n < 2; n++) t.match(await bob!.posts.likePost({ postId }), liked);
  for (let n = 0; n < 2; n++) t.match(await bob!.posts.repostPost({ postId }), both);
  t.match((await bob!.posts.getPost({ postId })).post, both);
  t.match((await ada!.posts.getPost({ postId })).post, { counts: both.counts, viewer: none.viewer });
  const entriesOf = async (authorId: string) => {
    const request = { cursors: [{ authorId }], limitPerAuthor: 10 };
    return (await served.mesh.batchListAuthorEntries(request)).authors[0]!.entries;
  };
  const [repost] = await entriesOf(bob!.id);
  t.equal((await bob!.posts.repostPost({ postId })).entryId, repost!.entryId, 'the existing entry');
  t.match(repost, { actorId: bob!.id, subjectId: postId, subjectAuthorId: ada!.id });
  t.ok(repost!.entryId > postId);
  const windows = [{ subjectId: postId, fromEntryId: repost!.entryId, beforeEntryId: '' }];
  t.match(await served.mesh.batchListReposts({ windows, limitPerPost: 1 }), {
    posts: [{ subjectId: postId, entries: [repost] }],
  });
  const by = async (actorIds: string[], { fromEntryId = '', beforeEntryId = '' } = {}) => {
    const some = [{ subjectId: postId, fromEntryId, beforeEntryId }];
    return (await served.mesh.batchListReposts({ windows: some, limitPerPost: 1, actorIds })).posts[0]!
      .entries;
  };
  t.match(await by([ada!.id, bob!.id]), [repost]);
  t.same(await by([ada!.id]), [], 'reposts of these people only');
  t.same(await by([bob!.id], { beforeEntryId: repost!.entryId }), [], 'not below itself');
  t.same(await by([bob!.id], { fromEntryId: `${repost!.entryId}0` }), [], 'not above itself');
  for (let n = 0; n < 2; n++) await bob!.posts.unrepostPost({ postId });
  for (let n = 0; n < 2; n++) t.match(await bob!.posts.unlikePost({ postId }), none);
  t.same(await entriesOf(bob!.id), []);
  await bob!.posts.repostPost({ postId });
  t.not((await entriesOf(bob!.id))[0]!.entryId, repost!.entryId, 'reposting again is a new entry');
  const actions = () =>
    served.events.flatMap(({ payload }) => (payload.case === 'actionTaken' ? payload.value.kind : []));
  await until('the actions arrived', () => actions().length >= 4);
  t.same(actions(), [Kind.LIKE, Kind.SHARE, Kind.UNLIKE, Kind.SHARE]);
  for (const rpc of reactions) {
    await expectRefused(t, served.as().posts[rpc]({ postId }), 'TOKEN_MISSING');
    await expectRefused(t, bob!.posts[rpc]({ postId: '1400000000000000000' }), 'POST_NOT_FOUND', {
      field: 'post_id',
    });
    await expectRefused(t, bob!.posts[rpc]({ postId: '' }), 'FIELD_INVALID', { field: 'post_id' });
  }
});

t.test(
  'a block hides both people from each other and forbids reactions, but allows undoing them',
  async (t) => {
    const served = await servedPosts(t);
    const [ada, bob, cid] = await people(served, 'ada', 'bob', 'cid');
    const post = await ada!.post();
    const quote = await cid!.post('look', { quoting: post });
    const reply = await bob!.post('hm', { replyTo: post });
    const root = await cid!.post();
    const middle = await ada!.post('middle', { replyTo: root });
    const leaf = await cid!.post('leaf', { replyTo: middle });
    await bob!.posts.likePost({ postId: post.id });
    await bob!.posts.repostPost({ postId: post.id });
    await ada!.graph.blockUser({ userId: bob!.id });
    for (const [who, hidden] of [
      [bob!, post],
      [ada!, reply],
    ] as const) {
      const postId = hidden.id;
      await expectRefused(t, who.posts.getPost({ postId }), 'POST_NOT_FOUND');
      t.same((await who.posts.batchGetPosts({ postIds: [postId] })).missingIds, [postId]);
      for (const rpc of ['listReplies', 'listQuotes', 'listLikers', 'listReposters'] as const) {
        await expectRefused(t, who.posts[rpc]({ postId }), 'POST_NOT_FOUND', { field: 'post_id' });
      }
      await expectRefused(t, who.posts.likePost({ postId }), 'BLOCKED', { field: 'post_id' });
      await expectRefused(t, who.posts.repostPost({ postId }), 'BLOCKED', { field: 'post_id' });
      await expectRefused(t, who.posts.createPost({ text: 'a', replyToPostId: postId }), 'BLOCKED', {
        field: 'reply_to_post_id',
      });
      await expectRefused(t, who.posts.createPost({ text: 'a', quotedPostId: postId }), 'BLOCKED', {
        field: 'quoted_post_id',
      });
    }
    const tombstone = { content: { case: 'tombstone', value: { postId: post.id } } };
    t.match((await bob!.posts.getPost({ postId: quote.id })).post, { quoted: tombstone });
    t.match((await cid!.posts.getPost({ postId: quote.id })).post, { quoted: { content: { case: 'post' } } });
    t.match(await bob!.posts.getThread({ postId: leaf.id }), {
      ancestors: [
        { content: { case: 'post', value: { id: root.id } } },
        { content: { case: 'tombstone', value: { postId: middle.id } } },
      ],
      post: { content: { case: 'post', value: { id: leaf.id } } },
    });
    t.match(await bob!.posts.getThread({ postId: root.id }), {
      replies: [{ content: { case: 'tombstone', value: { postId: middle.id } } }],
    });
    t.same((await bob!.posts.listReplies({ postId: root.id })).posts, []);
    const ids = [post.id, root.id];
    const hydrated = (authorsChecked: boolean) =>
      served.mesh.hydratePosts({ postIds: ids, viewerId: bob!.id, authorsChecked });
    t.match((await hydrated(false)).posts, [{ postId: root.id }]);
    t.equal((await hydrated(false)).posts.length, 1);
    t.equal((await hydrated(true)).posts.length, 2, 'authors whom the caller checked are not checked again');
    t.match(await bob!.posts.unlikePost({ postId: post.id }), { counts: { likeCount: 0n } });
    t.match(await bob!.posts.unrepostPost({ postId: post.id }), { counts: { repostCount: 0n } });
    await ada!.graph.unblockUser({ userId: bob!.id });
    t.ok(await bob!.posts.likePost({ postId: post.id }));
  },
);

t.test('an author above the threshold is merged at read, one at it is pushed', async (t) => {
  const served = await servedPosts(t, {
    env: { SKEIN_FAMOUS_FOLLOWERS: '1', SKEIN_FOLLOWER_COUNT_TTL: '1s' },
  });
  const [star, ...fans] = await people(served, 'star', 'a', 'b');
  await fans[0]!.graph.followUser({ userId: star!.id });
  const pushed = await star!.post();
  await fans[1]!.graph.followUser({ userId: star!.id });
  served.clock.advance(1000);
  const pulled = await star!.post();
  const other = await fans[0]!.post();
  await star!.posts.repostPost({ postId: other.id });
  const cursors = [{ authorId: star!.id }];
  const all = await served.mesh.batchListAuthorEntries({ cursors, limitPerAuthor: 10 });
  const pull = await served.mesh.batchListAuthorEntries({ cursors, limitPerAuthor: 10, pullOnly: true });
  const [repost] = all.authors[0]!.entries;
  const stamps = all.authors[0]!.entries.map(({ entryId, stamp }) => [entryId, stamp]);
  t.same(stamps, [
    [repost!.entryId, 2],
    [pulled.id, 2],
    [pushed.id, 1],
  ]);
  t.same(
    pull.authors[0]!.entries.map(({ entryId }) => entryId),
    [repost!.entryId, pulled.id],
  );
  const head = { authorId: star!.id, lastEntryId: repost!.entryId, lastPullEntryId: repost!.entryId };
  t.match(await served.mesh.listPullAuthors({ limit: 10 }), { heads: [head] });
  t.match((await served.mesh.listPullAuthors({ limit: 10, afterId: star!.id })).heads, []);
  const { heads } = await served.mesh.batchGetAuthorHeads({
    authorIds: [star!.id, fans[0]!.id, fans[1]!.id],
  });
  t.equal(heads.length, 2, 'an author without posts has no head');
  t.match(
    heads.find(({ authorId }) => authorId === fans[0]!.id),
    { lastEntryId: other.id, lastPullEntryId: '' },
  );
  await served.mesh.restampEntry({ actorId: fans[0]!.id, entryId: other.id });
  t.match((await served.mesh.listPullAuthors({ limit: 10, afterId: star!.id })).heads, [
    { authorId: fans[0]!.id, lastPullEntryId: other.id },
  ]);
  await until('everything is announced', async () => {
    return (
      (await served.mesh.getAnnouncedWatermark({})).announcedWatermarkMs === BigInt(served.clock.nowMs())
    );
  });
  for (const limit of [0, 1001])
    await expectRefused(t, served.mesh.listPullAuthors({ limit }), 'FIELD_INVALID', { field: 'limit' });
});

t.test('a token of a purged account writes nothing', async (t) => {
  const nobody = { cards: async () => new Map(), resolveHandles: async () => new Map() };
  const served = await servedPosts(t, { overrides: { users: nobody } });
  const ada = await person(served, 'ada');
  await expectRefused(t, ada.posts.createPost({ text: 'a' }), 'ACCOUNT_DEACTIVATED');
  await expectRefused(t, ada.posts.deletePost({ postId: '1' }), 'ACCOUNT_DEACTIVATED');
  for (const rpc of reactions) await expectRefused(t, ada.posts[rpc]({ postId: '1' }), 'ACCOUNT_DEACTIVATED');
});

t.test('after any number of concurrent writes, counts equal the lists', async (t) => {
  const served = await servedPosts(t);
  const everybody = await people(served, 'ada', 'bob', 'cid', 'dan');
  const posts = await Promise.all(everybody.map((one) => one.post()));
  // A fixed pseudo-random sequence from a linear congruential generator (Numerical Recipes).
  let seed = 7;
  const pick = (below: number) => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((seed / 2 ** 32) * below);
  };
  for (let round = 0; round < 15; round++) {
    const writes = Array.from({ length: 20 }, async () => {
      const who = everybody[pick(everybody.length)]!;
      const post = posts[pick(posts.length)]!;
      const what = pick(12);
      if (what === 0) posts.push(await who.post('r', { replyTo: post }));
      else if (what === 1) posts.push(await who.post('q', { quoting: post }));
      else if (what === 2) await who.posts.deletePost({ postId: post.id });
      else await who.posts[reactions[what % 4]!]({ postId: post.id });
    });
    await Promise.allSettled(writes);
  }
  let standing = 0;
  for (const { id } of posts) {
    const counts = (await everybody[0]!.posts.batchGetPosts({ postIds: [id] })).posts[0]?.counts;
    if (counts === undefined) continue;
    standing++;
    t.same(figures(counts), await recounted(everybody[0]!, id));
  }
  t.ok(standing > 10, `${standing} posts stand`);
});

const figures = ({ likeCount, repostCount, replyCount, quoteCount }: PostCounts) =>
  [likeCount, repostCount, replyCount, quoteCount].map(Number);

async function recounted({ posts }: Person, postId: string): Promise<number[]> {
  const request = { postId, pageSize: 100 };
  return [
    (await posts.listLikers(request)).users.length,
    (await posts.listReposters(request)).users.length,
    (await posts.listReplies(request)).posts.length,
    (await posts.listQuotes(request)).posts.length,
  ];
}
