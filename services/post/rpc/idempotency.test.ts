import t from 'tap';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { timeOf } from '../../../platform/ids.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { people, person } from '../testing/people.ts';

t.test(
  'the same request_id and body create one post and give one answer; another body is refused',
  async (t) => {
    const served = await servedPosts(t);
    const [ada, bob] = await people(served, 'ada', 'bob');
    const request = { text: 'once', requestId: 'r1' };
    const answers = await Promise.all([1, 2, 3].map(() => ada!.posts.createPost(request)));
    await bob!.posts.likePost({ postId: answers[0]!.post!.id });
    answers.push(await ada!.posts.createPost(request));
    for (const answer of answers) t.same(answer, answers[0]);
    const entries = { cursors: [{ authorId: ada!.id }], limitPerAuthor: 10 };
    t.equal((await served.mesh.batchListAuthorEntries(entries)).authors[0]!.entries.length, 1);
    await expectRefused(t, ada!.posts.createPost({ ...request, text: 'twice' }), 'REQUEST_ID_REUSED', {
      field: 'request_id',
    });
    const others = (await bob!.posts.createPost(request)).post!;
    t.not(others.id, answers[0]!.post!.id, 'request ids are separate for each caller');
    const long = { text: 'a', requestId: 'x'.repeat(65) };
    await expectRefused(t, ada!.posts.createPost(long), 'FIELD_INVALID', { field: 'request_id' });
  },
);

t.test('an attempt whose post got the id of another attempt answers with that id', async (t) => {
  // As when another process stores the same write at the same time, and its attempt is the decided one.
  const served = await servedPosts(t, {
    overrides: {
      aroundStore: (store) => ({
        ...store,
        createPost: (post) => store.createPost({ ...post, id: String(BigInt(post.id) + 1n) }),
      }),
    },
  });
  const ada = await person(served, 'ada');
  const { post } = await ada.posts.createPost({ text: 'decided', requestId: 'r1' });
  t.match(await ada.posts.getPost({ postId: post!.id }), { post: { id: post!.id, text: 'decided' } });
});

t.test('a write whose process died before it finished its claim is done once', async (t) => {
  let dying = false;
  const aroundClaims = (claims: ClaimStore): ClaimStore => ({
    ...claims,
    finish: (scope, response) => (dying ? Promise.reject(new Error('died')) : claims.finish(scope, response)),
  });
  const served = await servedPosts(t, { overrides: { aroundClaims } });
  const ada = await person(served, 'ada');
  const root = await ada.post('root');
  const entries = async () => {
    const request = { cursors: [{ authorId: ada.id }], limitPerAuthor: 10 };
    return (await served.mesh.batchListAuthorEntries(request)).authors[0]!.entries.map(
      ({ entryId }) => entryId,
    );
  };
  /** Fails the call after its write, then repeats it. */
  const twice = async <T>(call: () => Promise<T>, between: () => Promise<unknown> = async () => {}) => {
    dying = true;
    await expectRefused(t, call(), 'INTERNAL');
    dying = false;
    await between();
    return call();
  };

  const reply = { text: 'reply', replyToPostId: root.id, requestId: 'r1' };
  let stored = '';
  const { post } = await twice(
    () => ada.posts.createPost(reply),
    async () => {
      stored = (await entries())[0]!;
    },
  );
  t.equal(post!.id, stored);
  t.same(await entries(), [stored, root.id]);
  t.match((await ada.posts.getPost({ postId: root.id })).post, { counts: { replyCount: 1n } });

  const reaction = { postId: root.id, requestId: 'r2' };
  t.match(await twice(() => ada.posts.likePost(reaction)), { counts: { likeCount: 1n } });
  const reposted = await twice(() => ada.posts.repostPost(reaction));
  t.match(reposted, { counts: { repostCount: 1n } });
  t.equal((await entries()).length, 3);
  const again = { postId: root.id, requestId: 'r3' };
  const undone = await twice(
    () => ada.posts.unlikePost(again),
    () => ada.posts.likePost({ postId: root.id }),
  );
  t.match(undone, { viewer: { liked: true } }, 'later changes stay');

  t.ok(await twice(() => ada.posts.deletePost({ postId: post!.id, requestId: 'r4' })));
  t.match((await ada.posts.getPost({ postId: root.id })).post, { counts: { replyCount: 0n } });
  const made = { text: 'made and deleted', requestId: 'r5' };
  const repeatedAfterDeletion = twice(
    () => ada.posts.createPost(made),
    async () => ada.posts.deletePost({ postId: (await entries())[0]! }),
  );
  await expectRefused(t, repeatedAfterDeletion, 'POST_NOT_FOUND');
  t.equal((await entries()).length, 2, 'a post made and deleted stays deleted');
});

t.test(
  'a write whose process died between its claim and its row is stored later, under an id above the watermark',
  async (t) => {
    let dying = false;
    let unfinished = false;
    const aroundClaims = (claims: ClaimStore): ClaimStore => ({
      ...claims,
      async take(claim) {
        const taken = await claims.take(claim);
        if (dying) throw new Error('died');
        return taken;
      },
      finish: (scope, response) =>
        unfinished ? Promise.reject(new Error('died')) : claims.finish(scope, response),
    });
    const served = await servedPosts(t, { overrides: { aroundClaims } });
    const ada = await person(served, 'ada');
    const root = await ada.post('root');
    const entries = async () => {
      const request = { cursors: [{ authorId: ada.id }], limitPerAuthor: 10 };
      return (await served.mesh.batchListAuthorEntries(request)).authors[0]!.entries;
    };
    /** Fails the call before its write, and repeats it after the announced watermark has passed its ids. */
    const late = async <T>(call: () => Promise<T>): Promise<{ answer: T; passedMs: number }> => {
      dying = true;
      await expectRefused(t, call(), 'INTERNAL');
      dying = false;
      served.clock.advance(60_000);
      const passedMs = Number((await served.mesh.getAnnouncedWatermark({})).announcedWatermarkMs);
      return { answer: await call(), passedMs };
    };

    const reply = { text: 'late', replyToPostId: root.id, requestId: 'r1' };
    const made = await late(() => ada.posts.createPost(reply));
    const post = made.answer.post!;
    t.ok(timeOf(post.id) >= made.passedMs, 'the post is above the watermark');
    t.strictSame(
      (await entries()).map(({ entryId }) => entryId),
      [post.id, root.id],
    );
    t.same((await ada.posts.createPost(reply)).post, post, 'repeats give the same answer');

    const reaction = { postId: root.id, requestId: 'r2' };
    const reposted = await late(() => ada.posts.repostPost(reaction));
    t.ok(timeOf(reposted.answer.entryId) >= reposted.passedMs, 'the repost is above the watermark');
    t.equal((await entries())[0]!.entryId, reposted.answer.entryId);
    t.match(await ada.posts.repostPost(reaction), { entryId: reposted.answer.entryId });

    // The answer of the late post is lost too. A third attempt finds the post by its claim.
    const again = { text: 'twice late', requestId: 'r3' };
    unfinished = true;
    await t.rejects(late(() => ada.posts.createPost(again)));
    unfinished = false;
    const [stored] = await entries();
    served.clock.advance(60_000);
    t.equal((await ada.posts.createPost(again)).post!.id, stored!.entryId);
    t.equal((await entries()).length, 4);
  },
);

t.test('a write that hangs after its claim is stored above the watermark of the meantime', async (t) => {
  let standsStillMs = 0;
  const aroundClaims = (claims: ClaimStore): ClaimStore => ({
    ...claims,
    async take(claim) {
      const taken = await claims.take(claim);
      served.clock.advance(standsStillMs);
      return taken;
    },
  });
  const served = await servedPosts(t, { overrides: { aroundClaims } });
  const ada = await person(served, 'ada');
  const root = await ada.post('root');
  for (const seconds of [0, 4, 20]) {
    standsStillMs = seconds * 1_000;
    // Timelines wait this long for a process that does not answer.
    const passedMs = () => served.clock.nowMs() - 15_000;
    const { post } = await ada.posts.createPost({ text: 'slow', requestId: `post ${seconds}` });
    t.ok(timeOf(post!.id) > passedMs(), `a post after ${seconds} s`);
    const { entryId } = await ada.posts.repostPost({ postId: root.id, requestId: `repost ${seconds}` });
    t.ok(timeOf(entryId) > passedMs(), `a repost after ${seconds} s`);
    await ada.posts.unrepostPost({ postId: root.id });
    const again = await ada.posts.createPost({ text: 'slow', requestId: `post ${seconds}` });
    t.same(again.post, post, 'the same answer again');
  }
});
