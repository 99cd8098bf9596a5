import { timestampMs } from '@bufbuild/protobuf/wkt';
import t from 'tap';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { people, person } from '../testing/people.ts';

const NOBODY = '1400000000000000000';

for (const testHost of ['in-process', 'grpc'] satisfies TestHost[]) {
  t.test(
    `a post is stored as sent, and read with its author, counts and viewer state (${testHost})`,
    async (t) => {
      const served = await servedPosts(t, { testHost });
      const [ada, bob] = await people(served, 'Ada', 'Bob');
      const text = 'Hi @bOB and @nobody,\r\nsee #Caf\u0065\u0301 at skein.dev/x 😀 #2026';
      const post = await ada!.post(text);
      t.equal(post.text, 'Hi @bOB and @nobody,\nsee #Café at skein.dev/x 😀 #2026');
      t.match(post, {
        authorId: ada!.id,
        author: { id: ada!.id, handle: 'Ada' },
        rootPostId: post.id,
        replyToPostId: '',
        quotedPostId: '',
        quoted: undefined,
        mentions: [{ start: 3, end: 7, userId: bob!.id, handle: 'bOB' }],
        hashtags: [{ start: 25, end: 30, tag: 'café' }],
        links: [{ start: 34, end: 45, url: 'https://skein.dev/x' }],
        counts: { likeCount: 0n, repostCount: 0n, replyCount: 0n, quoteCount: 0n },
        viewer: { liked: false, reposted: false },
      });
      t.equal(timestampMs(post.createTime!), timeOf(post.id));
      t.same((await ada!.posts.getPost({ postId: post.id })).post, post);
      const stranger = (await served.as().posts.getPost({ postId: post.id })).post!;
      t.equal(stranger.viewer, undefined, 'an anonymous viewer has no viewer state');
      t.same({ ...stranger, viewer: post.viewer }, post);

      const second = await bob!.post('again');
      const batch = await served.as().posts.batchGetPosts({
        postIds: [second.id, NOBODY, post.id, second.id, 'ä'],
      });
      t.same(
        batch.posts.map(({ id }) => id),
        [second.id, post.id],
      );
      t.same(batch.missingIds, [NOBODY, 'ä']);
      t.match(
        (await served.mesh.hydratePosts({ postIds: [second.id, NOBODY, post.id], viewerId: bob!.id })).posts,
        [
          { postId: second.id, authorId: bob!.id },
          { postId: post.id, authorId: ada!.id },
        ],
      );
      await expectRefused(t, bob!.mesh.hydratePosts({ postIds: [post.id] }), 'SERVICE_REQUIRED');
      await until('the events arrived', () => served.events.length >= 2);
      const created = served.events.find(({ actorId }) => actorId === ada!.id);
      t.match(created?.payload, {
        case: 'entryCreated',
        value: { entryId: post.id, subjectId: post.id, push: true, mentionedUserIds: [bob!.id] },
      });
      t.not(created?.requestId, '');
    },
  );
}

t.test('an invalid post is refused with its field and reason, and nothing is stored', async (t) => {
  const served = await servedPosts(t);
  const ada = await person(served, 'Ada');
  const create = ada.posts.createPost;
  await expectRefused(t, served.as().posts.createPost({ text: 'a' }), 'TOKEN_MISSING');
  await expectRefused(t, create({ text: '' }), 'TEXT_EMPTY', { field: 'text' });
  await expectRefused(t, create({ text: ' \n\u200b' }), 'TEXT_EMPTY', { field: 'text' });
  await expectRefused(t, create({ text: 'a\tb' }), 'TEXT_CONTROL_CHARACTER', { field: 'text' });
  await expectRefused(t, create({ text: `a${'\u0335'.repeat(9)}` }), 'TEXT_CHARACTER_INVALID', {
    field: 'text',
  });
  const tooLong = { length: '281', limit: '280', unit: 'graphemes' };
  await expectRefused(t, create({ text: '😀'.repeat(281) }), 'TEXT_TOO_LONG', {
    field: 'text',
    metadata: tooLong,
  });
  await expectRefused(t, create({ text: 'a'.repeat(4_000_000) }), 'TEXT_TOO_LONG', {
    field: 'text',
    metadata: { length: '4000000', limit: '4000', unit: 'bytes' },
  });
  await expectRefused(t, create({ text: 'a', mediaIds: ['1'] }), 'MEDIA_NOT_FOUND', {
    field: 'media_ids[0]',
  });
  const mediaIds = ['1', '2', '3', '4', '5'];
  await expectRefused(t, create({ text: 'a', mediaIds }), 'FIELD_INVALID', { field: 'media_ids' });
  for (const id of [NOBODY, 'x', '9223372036854775807', idAtTime(served.clock.nowMs() + 400)]) {
    await expectRefused(t, create({ text: 'a', replyToPostId: id }), 'POST_NOT_FOUND', {
      field: 'reply_to_post_id',
    });
    await expectRefused(t, create({ text: 'a', quotedPostId: id }), 'POST_NOT_FOUND', {
      field: 'quoted_post_id',
    });
    await expectRefused(t, ada.posts.getPost({ postId: id }), 'POST_NOT_FOUND', { field: 'post_id' });
    await expectRefused(t, ada.posts.deletePost({ postId: id }), 'POST_NOT_FOUND', { field: 'post_id' });
  }
  await expectRefused(t, ada.posts.getPost({ postId: '' }), 'FIELD_INVALID', { field: 'post_id' });
  await expectRefused(t, ada.posts.batchGetPosts({}), 'FIELD_INVALID', { field: 'post_ids' });
  const postIds = Array.from({ length: 101 }, (_, n) => `${n}`);
  await expectRefused(t, ada.posts.batchGetPosts({ postIds }), 'FIELD_INVALID', { field: 'post_ids' });
  t.same((await served.mesh.batchGetAuthorHeads({ authorIds: [ada.id] })).heads, []);
  t.same(served.events, []);
});

t.test('the text limits are settings, and more than 100 people may be mentioned', async (t) => {
  const served = await servedPosts(t, { env: { SKEIN_TEXT_LIMIT: '1000' } });
  const [ada, bob] = await people(served, 'ada', 'bob');
  const names = Array.from({ length: 150 }, (_, n) => `@n${n}`).join(' ');
  const post = await ada!.post(`${names} @bob`);
  t.match(post.mentions, [{ handle: 'bob', userId: bob!.id }]);
  const links = Array.from({ length: 6 }, (_, n) => `https://example.org/${n}${'x'.repeat(43)}`);
  t.equal((await ada!.post(`${'y'.repeat(600)} ${links.join(' ')}`)).links.length, 6);
  await expectRefused(t, ada!.posts.createPost({ text: 'a'.repeat(1001) }), 'TEXT_TOO_LONG', {
    field: 'text',
  });
});

t.test('only its owner or a moderator deletes a post; then no read shows it', async (t) => {
  const served = await servedPosts(t);
  const [ada, bob, mod] = await people(served, 'ada', 'bob', 'mod');
  const post = await ada!.post();
  const other = await ada!.post();
  await bob!.posts.repostPost({ postId: post.id });
  await expectRefused(t, bob!.posts.deletePost({ postId: post.id }), 'NOT_OWNER', { field: 'post_id' });
  await ada!.graph.blockUser({ userId: bob!.id });
  await expectRefused(t, bob!.posts.deletePost({ postId: post.id }), 'POST_NOT_FOUND');
  await ada!.graph.unblockUser({ userId: bob!.id });
  await expectRefused(t, served.as().posts.deletePost({ postId: post.id }), 'TOKEN_MISSING');
  t.ok(await ada!.posts.deletePost({ postId: post.id, requestId: 'd1' }));
  t.ok(await ada!.posts.deletePost({ postId: post.id, requestId: 'd1' }), 'the same request again');
  await expectRefused(t, ada!.posts.deletePost({ postId: post.id }), 'POST_NOT_FOUND');
  await expectRefused(t, bob!.posts.deletePost({ postId: post.id }), 'POST_NOT_FOUND');
  await expectRefused(t, ada!.posts.getPost({ postId: post.id }), 'POST_NOT_FOUND');
  t.match(await ada!.posts.batchGetPosts({ postIds: [post.id] }), { posts: [], missingIds: [post.id] });
  t.same((await served.mesh.hydratePosts({ postIds: [post.id] })).posts, []);
  for (const rpc of ['listReplies', 'listQuotes', 'listLikers', 'listReposters', 'getThread'] as const) {
    await expectRefused(t, bob!.posts[rpc]({ postId: post.id }), 'POST_NOT_FOUND', { field: 'post_id' });
  }
  for (const rpc of ['likePost', 'unlikePost', 'repostPost', 'unrepostPost'] as const) {
    await expectRefused(t, bob!.posts[rpc]({ postId: post.id }), 'POST_NOT_FOUND', { field: 'post_id' });
  }
  const cursors = [{ authorId: ada!.id }, { authorId: bob!.id }];
  const { authors } = await served.mesh.batchListAuthorEntries({ cursors, limitPerAuthor: 10 });
  t.match(authors, [{ entries: [{ entryId: other.id }] }, { authorId: bob!.id, entries: [] }]);
  t.equal(authors[0]?.entries.length, 1);
  t.equal(authors[1]?.entries.length, 0, 'its repost is removed too');

  await served.userMesh.setRole({ handle: 'mod', role: Role.MODERATOR });
  const moderator = await mod!.back();
  t.ok(await moderator.posts.deletePost({ postId: other.id }));
  await expectRefused(t, ada!.posts.getPost({ postId: other.id }), 'POST_NOT_FOUND');
  await served.userMesh.setRole({ handle: 'mod', role: Role.USER });
  const third = await ada!.post();
  const more = moderator.posts.deletePost({ postId: third.id });
  await expectRefused(t, more, 'NOT_OWNER', { field: 'post_id' });
  const removed = () => served.events.filter(({ payload }) => payload.case === 'entryRemoved');
  await until('the removals arrived', () => removed().length >= 2);
  t.match(removed(), [
    { actorId: ada!.id, payload: { value: { entryId: post.id, subjectAuthorId: ada!.id } } },
    { actorId: mod!.id, payload: { value: { entryId: other.id } } },
  ]);
});

t.test(
  'a deactivated account can’t write and is hidden everywhere; a restored one has everything back',
  async (t) => {
    const served = await servedPosts(t);
    const [ada, bob] = await people(served, 'ada', 'bob');
    const post = await ada!.post();
    const quote = await bob!.post('look', { quoting: post });
    const reply = await ada!.post('yes', { replyTo: quote });
    await ada!.posts.likePost({ postId: quote.id });
    await ada!.posts.repostPost({ postId: quote.id });
    const seen = async (by = bob!) => ({
      quote: (await by.posts.getPost({ postId: quote.id })).post!,
      likers: (await by.posts.listLikers({ postId: quote.id })).users,
      reposters: (await by.posts.listReposters({ postId: quote.id })).users,
      replies: (await by.posts.listReplies({ postId: quote.id })).posts,
      thread: (await by.posts.getThread({ postId: quote.id })).replies,
    });
    const before = await seen();
    t.match(before, {
      quote: { quoted: { content: { case: 'post', value: { id: post.id, author: { handle: 'ada' } } } } },
      likers: [{ id: ada!.id }],
      reposters: [{ id: ada!.id }],
      replies: [{ id: reply.id }],
      thread: [{ content: { case: 'post' } }],
    });
    await ada!.deactivate();
    t.match(await seen(), {
      quote: {
        quoted: { content: { case: 'tombstone', value: { postId: post.id } } },
        counts: { likeCount: 1n },
      },
      likers: [],
      reposters: [],
      replies: [],
      thread: [],
    });
    t.same((await seen()).likers.length, 0);
    await expectRefused(t, bob!.posts.getPost({ postId: post.id }), 'POST_NOT_FOUND');
    await expectRefused(t, bob!.posts.likePost({ postId: post.id }), 'POST_NOT_FOUND');
    await expectRefused(t, bob!.posts.createPost({ text: 'a', replyToPostId: post.id }), 'POST_NOT_FOUND');
    await expectRefused(t, ada!.posts.createPost({ text: 'a' }), 'SESSION_REVOKED');
    await ada!.back();
    t.same(await seen(), before);
  },
);
