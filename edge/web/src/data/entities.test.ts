import { create } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import t from 'tap';
import { GraphCountsSchema, RelationshipSchema } from '../../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { type Post, PostSchema, TombstoneReason } from '../../../../gen/ts/skein/post/v1/post_pb.ts';
import { fail } from '../../../../platform/errors.ts';
import { createEntities } from './entities.ts';
import { createFreshness } from './freshness.ts';
import { createMutations, type MutationOptions } from './mutations.ts';

const post = (id: string, more: Partial<Post> = {}) =>
  create(PostSchema, {
    id,
    authorId: '1',
    author: { id: '1', handle: 'ada' },
    text: id,
    ...(more as object),
  });

const refused = fail(Code.PermissionDenied, 'BLOCKED', 'refused');
const networkGone = new TypeError('Failed to fetch');

/** A call that the test answers. */
function byHand<T>() {
  const asked: { answer(value: T): void; refuse(reason?: unknown): void; requestId: string }[] = [];
  const call = ({ requestId = '' }: { requestId?: string }) =>
    new Promise<T>((resolve, reject) => {
      asked.push({ answer: resolve, refuse: (reason = refused) => reject(reason), requestId });
    });
  return { asked, call };
}

function network() {
  const entities = createEntities();
  const likes = byHand<object>();
  const reposts = byHand<object>();
  const deletes = byHand<object>();
  const follows = byHand<object>();
  let followChanges = 0;
  let lost = 0;
  let id = 0;
  const mutations = createMutations({
    entities,
    posts: {
      likePost: likes.call,
      unlikePost: likes.call,
      repostPost: reposts.call,
      deletePost: deletes.call,
    },
    graph: { followUser: follows.call, unfollowUser: follows.call, getCounts: async () => ({}) },
    newRequestId: () => {
      id += 1;
      return `request ${id}`;
    },
    followChanged: () => {
      followChanges += 1;
    },
    lost: () => {
      lost += 1;
    },
  } as unknown as MutationOptions);
  const shown = (postId: string) => {
    const state = entities.posts.get(postId);
    return state?.gone || state === undefined
      ? state
      : { likes: Number(state.post.counts?.likeCount ?? 0), liked: state.post.viewer?.liked ?? false };
  };
  return {
    ...{ entities, mutations, likes, reposts, deletes, follows, shown },
    followChanges: () => followChanges,
    lost: () => lost,
  };
}

t.test('a like shows at once in every view and stays when the server accepts it', async (t) => {
  const { entities, mutations, likes, shown } = network();
  entities.takePosts([post('7')], entities.now());
  let views = 0;
  entities.posts.onChange('7', () => {
    views += 1;
  });
  const liking = mutations.like('7', true);
  t.strictSame(shown('7'), { likes: 1, liked: true });
  t.ok(views > 0, 'views hear of it');
  likes.asked[0]!.answer({ counts: { likeCount: 5n, repostCount: 0n, replyCount: 0n, quoteCount: 0n } });
  await liking;
  t.strictSame(shown('7'), { likes: 5, liked: true }, 'the server counts');
});

t.test('a refused like is reverted, and a concurrent repost stays', async (t) => {
  const { entities, mutations, likes, reposts } = network();
  entities.takePosts([post('7')], entities.now());
  const liking = mutations.like('7', true);
  const reposting = mutations.repost('7', true);
  reposts.asked[0]!.answer({});
  await reposting;
  likes.asked[0]!.refuse();
  await t.rejects(liking);
  const state = entities.posts.get('7');
  t.match(state, {
    post: { viewer: { liked: false, reposted: true }, counts: { likeCount: 0n, repostCount: 1n } },
  });
});

t.test('a list requested before a like does not revert it', async (t) => {
  const { entities, mutations, likes, shown } = network();
  entities.takePosts([post('7')], entities.now());
  const asked = entities.now();
  const liking = mutations.like('7', true);
  likes.asked[0]!.answer({});
  await liking;
  entities.takePosts([post('7')], asked);
  t.strictSame(shown('7'), { likes: 1, liked: true });
});

t.test(
  "a deleted post disappears from every view, returns when the delete is refused, and lowers its subject's count",
  async (t) => {
    const { entities, mutations, deletes, shown } = network();
    const subject = post('1', { counts: { replyCount: 3n } as Post['counts'] });
    entities.takePosts([subject, post('7', { replyToPostId: '1' })], entities.now());
    const refused = mutations.deletePost('7');
    t.strictSame(shown('7'), { gone: true });
    deletes.asked[0]!.refuse();
    await t.rejects(refused);
    t.match(shown('7'), { liked: false });
    const deleting = mutations.deletePost('7');
    const late = entities.now();
    deletes.asked[1]!.answer({});
    await deleting;
    entities.takePosts([post('7')], late);
    t.strictSame(shown('7'), { gone: true }, 'an answer to an older question does not bring it back');
    t.match(entities.posts.get('1'), { post: { counts: { replyCount: 2n } } });
  },
);

t.test('a deleted quoted post disappears everywhere; one by a muted author does not', async (t) => {
  const { entities, shown } = network();
  const quoting = (reason: TombstoneReason) =>
    post('9', {
      quotedPostId: '7',
      quoted: { content: { case: 'tombstone', value: { postId: '7', reason } } } as unknown as Post['quoted'],
    });
  entities.takePosts([post('7')], entities.now());
  entities.takePosts([quoting(TombstoneReason.MUTED)], entities.now());
  t.match(shown('7'), { liked: false });
  entities.takePosts([quoting(TombstoneReason.UNAVAILABLE)], entities.now());
  t.strictSame(shown('7'), { gone: true });
});

t.test('a quote brings its quoted post, but does not replace fuller data', async (t) => {
  const { entities, shown } = network();
  const quoted = { content: { case: 'post', value: post('7') } } as unknown as Post['quoted'];
  entities.takePosts([post('9', { quotedPostId: '7', quoted })], entities.now());
  t.match(shown('7'), { likes: 0 });
  entities.takePosts([post('7', { counts: { likeCount: 4n } as Post['counts'] })], entities.now());
  entities.takePosts([post('9', { quotedPostId: '7', quoted })], entities.now());
  t.match(shown('7'), { likes: 4 });
});

t.test('a follow shows at once with its count, and marks lists as stale when it is done', async (t) => {
  const { entities, mutations, follows, followChanges } = network();
  entities.relationships.put('2', create(RelationshipSchema, { userId: '2' }), entities.now());
  entities.graphCounts.put('2', create(GraphCountsSchema, { followerCount: 10n }), entities.now());
  const following = mutations.follow('2', true);
  t.match(entities.relationships.get('2'), { following: true });
  t.match(entities.graphCounts.get('2'), { followerCount: 11n });
  t.equal(followChanges(), 0);
  follows.asked[0]!.answer({});
  await following;
  t.match(entities.relationships.get('2'), { following: true });
  t.equal(followChanges(), 1);
  const unfollowing = mutations.follow('2', false);
  follows.asked[1]!.refuse();
  await t.rejects(unfollowing);
  t.match(entities.relationships.get('2'), { following: true });
  t.equal(followChanges(), 1);
});

t.test('posts on screen are read again with their quoted posts; missing ones disappear', async (t) => {
  const { entities, shown } = network();
  entities.takePosts([post('7', { quotedPostId: '6' }), post('8')], entities.now());
  let look = () => {};
  const asked: string[][] = [];
  const read = Promise.withResolvers<void>();
  const freshness = createFreshness({
    entities,
    batchGetPosts: async (ids) => {
      asked.push(ids);
      queueMicrotask(() => setImmediate(read.resolve));
      return { posts: [post('7', { counts: { likeCount: 2n } as Post['counts'] })], missingIds: ['6'] };
    },
    whileVisible: (work) => {
      look = work;
      return () => {};
    },
  });
  const leave = freshness.onScreen('7');
  look();
  await read.promise;
  t.strictSame(asked, [['7', '6']]);
  t.match(shown('7'), { likes: 2 });
  t.strictSame(shown('6'), { gone: true });
  leave();
  look();
  t.equal(asked.length, 1, 'nothing on the screen, nothing asked');
});

t.test('values beyond the limit are dropped unless a view shows them', async (t) => {
  const entities = createEntities();
  entities.takePosts([post('0')], entities.now());
  entities.posts.onChange('0', () => {});
  for (let n = 1; n <= 6_000; n += 1) entities.takePosts([post(String(n))], entities.now());
  t.ok(entities.posts.size <= 5_001, `${entities.posts.size} are kept`);
  t.ok(entities.posts.get('0'));
  t.ok(entities.posts.get('6000'));
});

t.test('a write with a lost response is sent once more, under the same request id', async (t) => {
  const { entities, mutations, likes, shown, lost } = network();
  entities.takePosts([post('9')], entities.now());
  const liking = mutations.like('9', true);
  likes.asked[0]!.refuse(networkGone);
  await new Promise(setImmediate);
  t.equal(likes.asked.length, 2);
  t.equal(likes.asked[0]!.requestId, likes.asked[1]!.requestId);
  likes.asked[1]!.answer({ counts: { likeCount: 1n } });
  await liking;
  t.same(shown('9'), { likes: 1, liked: true });
  t.equal(lost(), 0);
  const unliking = mutations.like('9', false);
  likes.asked[2]!.refuse(networkGone);
  await new Promise(setImmediate);
  likes.asked[3]!.refuse(networkGone);
  await t.rejects(unliking);
  t.equal(lost(), 1, 'unknown keys are read again');
  const refusing = mutations.like('9', false);
  likes.asked[4]!.refuse();
  await t.rejects(refusing);
  t.same([likes.asked.length, lost()], [5, 1], 'a refusal is an answer');
});

t.test('deleting a post that is already deleted succeeds', async (t) => {
  const { entities, mutations, deletes } = network();
  entities.takePosts([post('9')], entities.now());
  const deleting = mutations.deletePost('9');
  deletes.asked[0]!.refuse(fail(Code.NotFound, 'POST_NOT_FOUND', 'gone'));
  await deleting;
  t.same(entities.posts.get('9'), { gone: true });
});
