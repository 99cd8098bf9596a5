import { equals } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import { RelationshipSchema } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { PostSchema } from '../../gen/ts/skein/post/v1/post_pb.ts';
import {
  LikePostResponseSchema,
  RepostPostResponseSchema,
} from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AccountSchema } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { until } from '../../platform/testing/until.ts';
import { type Clients, password, type RunningNetwork, runNetwork } from './network.ts';

interface Person {
  readonly id: string;
  readonly handle: string;
  accessToken: string;
}

/** A timeline as a user reads it: texts, preceded by the reposter for reposts. */
type Shown = readonly string[];

t.test('two users and what they do, over the real server and a restart', async (t) => {
  const dataDir = t.testdir();
  let network: RunningNetwork = await runNetwork(dataDir);
  t.teardown(() => network.close());
  const as = (person?: Person): Clients => network.as(person?.accessToken);

  const home = async (reader: Person): Promise<Shown> => {
    const { entries } = await as(reader).timelines.listHomeTimeline({});
    return entries.map(
      ({ post, repostedBy }) => `${repostedBy ? `${repostedBy.handle}: ` : ''}${post?.text}`,
    );
  };
  /** Rule 1: acknowledged entries soon appear in followers' timelines. */
  const homeBecomes = async (t: Test, reader: Person, wanted: Shown, why: string) => {
    let found: Shown = [];
    await until(why, async () => {
      found = await home(reader);
      return found.join('\n') === wanted.join('\n');
    }).catch(() => {});
    t.strictSame(found, wanted, why);
  };
  const texts = async (reader: Person | undefined, author: Person): Promise<Shown> => {
    const { entries } = await as(reader).timelines.listUserTimeline({ userId: author.id });
    return entries.map(({ post }) => post!.text);
  };
  const refused = async (t: Test, call: Promise<unknown>, reason: string, why: string) =>
    t.equal(
      await call.then(
        () => 'OK',
        (error: unknown) => reasonOf(error) ?? String(error),
      ),
      reason,
      why,
    );

  const signUp = async (handle: string) => {
    const answer = await as().auth.signUp({ handle, password, requestId: `sign-up of ${handle}` });
    const person: Person = { id: answer.account!.user!.id, handle, accessToken: answer.tokens!.accessToken };
    return { person, answer };
  };
  const signIn = async (person: Person) => {
    const answer = await as().auth.signIn({ handle: person.handle, password });
    person.accessToken = answer.tokens!.accessToken;
    return answer;
  };
  const ada = await signUp('ada');
  const bob = await signUp('bob');
  const [ann, ben] = [ada.person, bob.person];

  await t.test('signing up again under the same request_id is the same account and session', async (t) => {
    const again = await signUp('ada');
    t.ok(equals(AccountSchema, again.answer.account!, ada.answer.account!));
    t.equal(again.answer.tokens?.sessionId, ada.answer.tokens?.sessionId);
    const { sessions } = await as(ann).auth.listSessions({});
    t.equal(sessions.length, 1);
    await refused(t, as().auth.signUp({ handle: 'ADA', password }), 'HANDLE_TAKEN', 'the handle is hers');
  });

  await t.test('a follow brings earlier and later posts', async (t) => {
    await as(ann).posts.createPost({ text: 'before' });
    t.strictSame(await home(ben), []);
    const { relationship } = await as(ben).graph.followUser({ userId: ann.id });
    t.match(relationship, { following: true, followedBy: false });
    await homeBecomes(t, ben, ['before'], 'what she had posted');
    const { post } = await as(ann).posts.createPost({ text: 'after @bob #hello https://example.org' });
    t.match(post, {
      mentions: [{ userId: ben.id, handle: 'bob' }],
      hashtags: [{ tag: 'hello' }],
      links: [{ url: 'https://example.org' }],
    });
    t.strictSame(await home(ann), ['after @bob #hello https://example.org', 'before'], 'her own, at once');
    await homeBecomes(t, ben, ['after @bob #hello https://example.org', 'before'], 'what she posted then');
  });

  const first = (await as(ann).timelines.listUserTimeline({ userId: ann.id })).entries.at(-1)!.post!;

  await t.test('a reply, a quote, a like and a repost are counted, shown and done once', async (t) => {
    const { posts } = as(ben);
    await posts.createPost({ text: 'a reply', replyToPostId: first.id });
    await posts.createPost({ text: 'a quote', quotedPostId: first.id });
    for (let n = 0; n < 2; n++) {
      await posts.likePost({ postId: first.id });
      await posts.repostPost({ postId: first.id });
    }
    const { post } = await posts.getPost({ postId: first.id });
    t.match(post?.counts, { replyCount: 1n, quoteCount: 1n, likeCount: 1n, repostCount: 1n });
    t.match(post?.viewer, { liked: true, reposted: true });
    t.match((await as(ann).posts.getPost({ postId: first.id })).post?.viewer, {
      liked: false,
      reposted: false,
    });

    const { replies } = await as().posts.getThread({ postId: first.id });
    t.strictSame(
      replies.map(({ content }) => content.case === 'post' && content.value.text),
      ['a reply'],
    );
    const quotes = await as().posts.listQuotes({ postId: first.id });
    t.match(quotes.posts[0]?.quoted?.content, { case: 'post', value: { text: 'before' } });
    t.strictSame(
      (await as().posts.listLikers({ postId: first.id })).users.map(({ handle }) => handle),
      ['bob'],
    );
    t.strictSame(
      (await as().posts.listReposters({ postId: first.id })).users.map(({ handle }) => handle),
      ['bob'],
    );

    await as(ann).graph.followUser({ userId: ben.id });
    await homeBecomes(
      t,
      ann,
      ['a quote', 'a reply', 'after @bob #hello https://example.org', 'before'],
      'a repost of an entry in the same timeline is folded',
    );
    t.strictSame(await texts(undefined, ben), ['before', 'a quote', 'a reply'], 'it stays in his own');
  });

  await t.test(
    'a block hides each user from the other and removes the follows; they do not return',
    async (t) => {
      const before = await home(ann);
      await as(ann).graph.blockUser({ userId: ben.id });
      t.strictSame(await home(ann), ['after @bob #hello https://example.org', 'before']);
      t.notOk((await home(ben)).includes('before'));
      t.strictSame(await texts(ben, ann), []);
      t.strictSame(await texts(ann, ben), []);
      await refused(t, as(ben).posts.getPost({ postId: first.id }), 'POST_NOT_FOUND', 'he can not see it');
      await refused(t, as(ben).posts.likePost({ postId: first.id }), 'BLOCKED', 'he can not like it');
      await refused(
        t,
        as(ben).posts.createPost({ text: 'no', replyToPostId: first.id }),
        'BLOCKED',
        'he can not answer it',
      );
      await refused(t, as(ben).graph.followUser({ userId: ann.id }), 'BLOCKED', 'he can not follow her');
      t.ok(
        (await as(ben).users.getUser({ key: { case: 'userId', value: ann.id } })).user,
        'her profile stays',
      );

      await as(ann).graph.unblockUser({ userId: ben.id });
      const { relationships } = await as(ann).graph.batchGetRelationships({ userIds: [ben.id] });
      t.match(relationships[0], { following: false, followedBy: false, blocking: false });
      t.equal((await as(ben).posts.getPost({ postId: first.id })).post?.text, 'before');
      await as(ann).graph.followUser({ userId: ben.id });
      await as(ben).graph.followUser({ userId: ann.id });
      await homeBecomes(t, ann, before, 'as it was, once she follows him again');
    },
  );

  await t.test('a mute hides a user from the home timeline, and nothing else', async (t) => {
    const before = await home(ann);
    await as(ann).graph.muteUser({ userId: ben.id });
    t.strictSame(await home(ann), ['after @bob #hello https://example.org', 'before']);
    t.strictSame(await texts(ann, ben), ['before', 'a quote', 'a reply'], 'his own timeline stays');
    const { relationships } = await as(ben).graph.batchGetRelationships({ userIds: [ann.id] });
    t.match(relationships[0], { following: true, followedBy: true, muting: false });
    await as(ann).graph.unmuteUser({ userId: ben.id });
    await homeBecomes(t, ann, before, 'as it was');
  });

  await t.test('an unfollow removes the posts at the next read; a follow brings them back', async (t) => {
    const before = await home(ben);
    await as(ben).graph.unfollowUser({ userId: ann.id });
    // His repost of her post is his.
    t.strictSame(await home(ben), ['bob: before', 'a quote', 'a reply']);
    await as(ben).graph.followUser({ userId: ann.id });
    await homeBecomes(t, ben, before, 'as it was');
  });

  await t.test(
    'a deactivated user disappears from every list at once, and returns after a sign-in',
    async (t) => {
      const before = {
        home: await home(ann),
        texts: await texts(undefined, ben),
        thread: (await as(ann).posts.getThread({ postId: first.id })).replies.length,
      };
      await as(ben).users.deactivateUser({ password });
      t.strictSame(await home(ann), ['after @bob #hello https://example.org', 'before']);
      await refused(t, texts(ann, ben), 'USER_NOT_FOUND', 'his timeline');
      await refused(
        t,
        as().users.getUser({ key: { case: 'handle', value: 'bob' } }),
        'USER_NOT_FOUND',
        'him',
      );
      await refused(t, home(ben), 'SESSION_REVOKED', 'his session has ended');
      t.strictSame((await as(ann).graph.listFollowers({ userId: ann.id })).users, []);
      t.strictSame((await as(ann).posts.listLikers({ postId: first.id })).users, []);
      t.strictSame((await as(ann).posts.listReplies({ postId: first.id })).posts, []);

      t.equal((await signIn(ben)).restored, true);
      await homeBecomes(t, ann, before.home, 'as it was');
      t.strictSame(await texts(undefined, ben), before.texts);
      t.equal((await as(ann).posts.getThread({ postId: first.id })).replies.length, before.thread);
      t.equal((await as(ann).graph.listFollowers({ userId: ann.id })).users.length, 1);
    },
  );

  /** Writes with a request_id, with the expected parts of their responses. */
  const once = async () => ({
    post: (await as(ann).posts.createPost({ text: 'once', requestId: 'post' })).post!,
    like: await as(ann).posts.likePost({ postId: first.id, requestId: 'like' }),
    repost: await as(ben).posts.repostPost({ postId: quoteId, requestId: 'repost' }),
    mute: (await as(ben).graph.muteUser({ userId: ann.id, requestId: 'mute' })).relationship!,
  });
  const quoteId = (await as().posts.listQuotes({ postId: first.id })).posts[0]!.id;
  const same = (t: Test, found: Awaited<ReturnType<typeof once>>, wanted: typeof found) => {
    t.ok(equals(PostSchema, found.post, wanted.post), 'the post');
    t.ok(equals(LikePostResponseSchema, found.like, wanted.like), 'the like');
    t.ok(equals(RepostPostResponseSchema, found.repost, wanted.repost), 'the repost');
    t.ok(equals(RelationshipSchema, found.mute, wanted.mute), 'the mute');
  };
  const answers = await once();

  await t.test(
    'the same request_id has one effect and the same response, whatever happened since',
    async (t) => {
      await as(ben).graph.unmuteUser({ userId: ann.id });
      await as(ann).posts.unlikePost({ postId: first.id });
      same(t, await once(), answers);
      t.equal((await texts(ann, ann)).filter((text) => text === 'once').length, 1);
      const { relationships } = await as(ben).graph.batchGetRelationships({ userIds: [ann.id] });
      t.match(relationships[0], { muting: false }, 'it is not done again');
      t.match((await as(ann).posts.getPost({ postId: first.id })).post?.viewer, { liked: false });
      await refused(
        t,
        as(ann).posts.createPost({ text: 'another', requestId: 'post' }),
        'REQUEST_ID_REUSED',
        'another post under the same id',
      );
    },
  );

  /** Everything that the two users can read. */
  const everything = async () => {
    const read = async (reader: Person) => ({
      home: await home(reader),
      own: await texts(reader, reader),
      account: (await as(reader).users.getAccount({})).account,
      sessions: (await as(reader).auth.listSessions({})).sessions,
      followers: (await as(reader).graph.listFollowers({ userId: reader.id })).users,
      following: (await as(reader).graph.listFollowing({ userId: reader.id })).users,
      counts: (await as(reader).graph.getCounts({ userId: reader.id })).counts,
      post: (await as(reader).posts.getPost({ postId: first.id })).post,
      thread: await as(reader).posts.getThread({ postId: first.id }),
      likers: (await as(reader).posts.listLikers({ postId: first.id })).users,
      quotes: (await as(reader).posts.listQuotes({ postId: first.id })).posts,
    });
    return { ann: await read(ann), ben: await read(ben) };
  };

  await t.test('a restart loses nothing, and remembers the request_ids', async (t) => {
    await homeBecomes(
      t,
      ben,
      ['once', 'a quote', 'a reply', 'after @bob #hello https://example.org', 'before'],
      'his home, before',
    );
    const before = await everything();
    const paged = await as(ann).timelines.listHomeTimeline({ pageSize: 1 });
    await network.close();
    network = await runNetwork(dataDir);
    t.strictSame(await everything(), before, 'with the tokens from before');
    same(t, await once(), answers);
    const again = await signUp('ada');
    t.ok(equals(AccountSchema, again.answer.account!, before.ann.account!));
    t.strictSame(await everything(), before, 'the repetitions have changed nothing');
    const next = await as(ann).timelines.listHomeTimeline({ pageSize: 1, pageToken: paged.nextPageToken });
    t.equal(next.entries[0]?.post?.text, before.ann.home[1], 'a page token from before goes on');

    await as(ann).posts.createPost({ text: 'after the restart' });
    await homeBecomes(t, ben, ['after the restart', ...before.ben.home], 'and it goes on');
  });
});
