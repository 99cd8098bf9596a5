import t from 'tap';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { people } from '../testing/people.ts';

t.test(
  'people who block, or are blocked by, the viewer are in no list around a post; counts include them',
  async (t) => {
    const served = await servedPosts(t);
    const [ada, bob, cid, dan] = await people(served, 'ada', 'bob', 'cid', 'dan');
    const post = await ada!.post();
    for (const each of [bob!, cid!, dan!]) {
      await each.posts.likePost({ postId: post.id });
      await each.posts.repostPost({ postId: post.id });
      await each.post('see', { quoting: post });
      await each.post('hm', { replyTo: post });
    }
    await bob!.graph.blockUser({ userId: dan!.id });
    await cid!.graph.blockUser({ userId: bob!.id });
    const authors = (posts: readonly { authorId: string }[]) => posts.map(({ authorId }) => authorId);
    const ids = (users: readonly { id: string }[]) => users.map(({ id }) => id);
    const listed = async ({ posts }: Pick<typeof ada & object, 'posts'>) => {
      const { replies } = await posts.getThread({ postId: post.id });
      return {
        likers: ids((await posts.listLikers({ postId: post.id })).users),
        reposters: ids((await posts.listReposters({ postId: post.id })).users),
        quotes: authors((await posts.listQuotes({ postId: post.id })).posts).reverse(),
        replies: authors((await posts.listReplies({ postId: post.id })).posts),
        thread: replies.map(({ content }) => content.case === 'post' && content.value.authorId),
      };
    };
    const all = (...who: (typeof ada)[]) => {
      const list = who.map((each) => each!.id);
      return { likers: list, reposters: list, quotes: list, replies: list, thread: list };
    };
    t.same(await listed(bob!), all(bob), 'without the people who block or are blocked');
    t.same(await listed(cid!), all(cid, dan), 'without the person that the viewer blocked');
    t.same(await listed(dan!), all(cid, dan), 'without the person who blocked the viewer');
    t.same(await listed(ada!), all(bob, cid, dan));
    t.same(await listed(served.as()), all(bob, cid, dan), 'anonymous viewers see all');
    t.match((await bob!.posts.getPost({ postId: post.id })).post?.counts, {
      likeCount: 3n,
      repostCount: 3n,
      quoteCount: 3n,
      replyCount: 3n,
    });
  },
);

t.test('a page of likers with a blocked person is shorter, and the list continues', async (t) => {
  const served = await servedPosts(t);
  const [ada, bob, cid, dan] = await people(served, 'ada', 'bob', 'cid', 'dan');
  const post = await ada!.post();
  for (const each of [bob!, cid!, dan!]) await each.posts.likePost({ postId: post.id });
  await ada!.graph.blockUser({ userId: bob!.id });
  const found: string[] = [];
  let pageToken = '';
  do {
    const page = await ada!.posts.listLikers({ postId: post.id, pageSize: 1, pageToken });
    found.push(...page.users.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  t.same(found, [cid!.id, dan!.id]);
});
