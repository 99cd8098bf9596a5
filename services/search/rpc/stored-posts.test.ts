import t from 'tap';
import { servedSearch } from '../../../test/harness/served-search.ts';

t.test('the posts that an index is built from are all that exist, also of deactivated people', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  const first = await ada!.post('hi @bob #Tea #tea https://example.com');
  const reply = await bob!.post('a reply', { replyToPostId: first.id });
  const deleted = await bob!.post('deleted');
  await bob!.posts.deletePost({ postId: deleted.id });
  await bob!.posts.likePost({ postId: first.id });
  await bob!.deactivate();
  const expected = [
    {
      postId: first.id,
      authorId: ada!.id,
      text: 'hi @bob #Tea #tea https://example.com',
      hashtags: ['tea'],
      mentionedUserIds: [bob!.id],
      replyToAuthorId: '',
      hasLink: true,
      likeCount: 1n,
    },
    { postId: reply.id, replyToAuthorId: ada!.id, hasLink: false, likeCount: 0n },
  ];
  const byId = (posts: readonly { postId: string }[]) =>
    posts.toSorted((a, b) => (a.postId < b.postId ? -1 : 1));
  const { posts } = await served.postMesh.batchGetStoredPosts({
    postIds: [deleted.id, reply.id, first.id, 'nope'],
  });
  t.match(byId(posts), expected);
  t.equal(posts.length, 2);
  const scanned: { postId: string }[] = [];
  for (let afterId: string | undefined = ''; afterId !== undefined; ) {
    const page: Awaited<ReturnType<typeof served.postMesh.scanPosts>> = await served.postMesh.scanPosts({
      afterId,
      limit: 1,
    });
    scanned.push(...page.posts);
    afterId = page.nextAfterId || undefined;
  }
  t.match(byId(scanned), expected);
  t.equal(scanned.length, 2);
});

t.test('all people are scanned in id order, with the state of their accounts', async (t) => {
  const served = await servedSearch(t);
  const people = await served.people('ada', 'bob', 'eve');
  await people[1]!.deactivate();
  const ids = people.map(({ id }) => id).sort();
  const first = await served.userMesh.scanUsers({ limit: 2 });
  const second = await served.userMesh.scanUsers({ limit: 2, afterId: first.nextAfterId });
  const cards = [...first.cards, ...second.cards];
  t.strictSame(
    cards.map(({ userId }) => userId),
    ids,
  );
  t.strictSame(
    cards.filter(({ user }) => user.length === 0).map(({ userId }) => userId),
    [people[1]!.id],
  );
  t.equal(second.nextAfterId, '');
});
