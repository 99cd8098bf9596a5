import t from 'tap';
import type { ThreadItem } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { servedPosts } from '../../../test/harness/served-posts.ts';
import { type Person, people } from '../testing/people.ts';

type ListRpc = 'listReplies' | 'listQuotes' | 'listLikers' | 'listReposters';

/** The ids of each page. */
async function pages({ posts }: Person, rpc: ListRpc, postId: string, pageSize: number): Promise<string[][]> {
  const all: string[][] = [];
  let pageToken = '';
  do {
    const page = await posts[rpc]({ postId, pageSize, pageToken });
    const items = 'users' in page ? page.users : page.posts;
    all.push(items.map(({ id }) => id));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return all;
}

const place = ({ content }: ThreadItem) =>
  content.case === 'post' ? content.value.id : `deleted ${content.value?.postId}`;

for (const testHost of ['in-process', 'grpc'] satisfies TestHost[]) {
  t.test(
    `replies are listed oldest first and quotes newest first, in pages that keep their place (${testHost})`,
    async (t) => {
      const served = await servedPosts(t, { testHost });
      const [ada, bob] = await people(served, 'ada', 'bob');
      const post = await ada!.post();
      const replies: string[] = [];
      const quotes: string[] = [];
      for (let n = 0; n < 5; n++) {
        replies.push((await bob!.post('r', { replyTo: post })).id);
        quotes.unshift((await bob!.post('q', { quoting: post })).id);
      }
      const pairs = (ids: string[]) => [ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)];
      t.same(await pages(ada!, 'listReplies', post.id, 2), pairs(replies));
      t.same(await pages(ada!, 'listQuotes', post.id, 2), pairs(quotes));
      t.same(await pages(ada!, 'listQuotes', post.id, 0), [quotes]);
      t.match((await ada!.posts.listQuotes({ postId: post.id })).posts, [
        {
          author: { handle: 'bob' },
          quoted: { content: { case: 'post', value: { id: post.id, quoted: undefined } } },
        },
      ]);
      const first = await ada!.posts.listQuotes({ postId: post.id, pageSize: 2 });
      const late = await bob!.post('q', { quoting: post });
      await bob!.posts.deletePost({ postId: quotes[2]! });
      const next = await ada!.posts.listQuotes({
        postId: post.id,
        pageSize: 2,
        pageToken: first.nextPageToken,
      });
      t.same(
        next.posts.map(({ id }) => id),
        [quotes[3], quotes[4]],
        'new and deleted posts do not shift pages',
      );
      t.equal((await ada!.posts.listQuotes({ postId: post.id })).posts[0]?.id, late.id);
      await bob!.posts.likePost({ postId: post.id });
      await ada!.posts.likePost({ postId: post.id });
      await ada!.posts.repostPost({ postId: post.id });
      t.same(await pages(ada!, 'listLikers', post.id, 1), [[ada!.id], [bob!.id]]);
      t.same(await pages(ada!, 'listReposters', post.id, 2), [[ada!.id]]);
    },
  );
}

t.test('a thread has the ancestors of a post, its replies, and tombstones for deleted posts', async (t) => {
  const served = await servedPosts(t);
  const [ada, bob] = await people(served, 'ada', 'bob');
  const root = await ada!.post('root');
  const above = await bob!.post('above', { replyTo: root });
  const post = await ada!.post('post', { replyTo: above });
  const [leaf, branch, kept] = [
    await bob!.post('leaf', { replyTo: post }),
    await bob!.post('branch', { replyTo: post }),
    await bob!.post('kept', { replyTo: post }),
  ];
  const twig = await ada!.post('twig', { replyTo: branch });
  t.equal(twig.rootPostId, root.id);
  const thread = async (postId: string) => {
    const { ancestors, post, replies } = await served.as().posts.getThread({ postId });
    return [ancestors.map(place), place(post!), replies.map(place)];
  };
  t.same(await thread(post.id), [[root.id, above.id], post.id, [leaf.id, branch.id, kept.id]]);
  for (const { id } of [above, leaf, branch]) await bob!.posts.deletePost({ postId: id });
  t.same(await thread(post.id), [
    [root.id, `deleted ${above.id}`],
    post.id,
    [`deleted ${branch.id}`, kept.id],
  ]);
  t.same(await thread(branch.id), [
    [root.id, `deleted ${above.id}`, post.id],
    `deleted ${branch.id}`,
    [twig.id],
  ]);
  await expectRefused(t, served.as().posts.getThread({ postId: leaf.id }), 'POST_NOT_FOUND', {
    field: 'post_id',
  });
  t.same(
    (await ada!.posts.listReplies({ postId: post.id })).posts.map(({ id }) => id),
    [kept.id],
  );
  t.match((await ada!.posts.getPost({ postId: post.id })).post, { counts: { replyCount: 1n } });
  const first = await ada!.posts.getThread({ postId: post.id, pageSize: 1 });
  t.same(first.replies.map(place), [`deleted ${branch.id}`]);
  const next = await ada!.posts.getThread({ postId: post.id, pageSize: 1, pageToken: first.nextPageToken });
  t.same([next.replies.map(place), next.nextPageToken], [[kept.id], '']);
});

t.test('a deep thread shows the nearest 100 ancestors', async (t) => {
  const served = await servedPosts(t);
  const [ada] = await people(served, 'ada');
  const chain = [await ada!.post('0')];
  for (let n = 1; n <= 102; n++) chain.push(await ada!.post(`${n}`, { replyTo: chain.at(-1)! }));
  const { ancestors } = await served.as().posts.getThread({ postId: chain.at(-1)!.id });
  t.same(
    ancestors.map(place),
    chain.slice(2, 102).map(({ id }) => id),
  );
});

t.test('bad lists are refused: absurd sizes, forged tokens, tokens of other queries', async (t) => {
  const served = await servedPosts(t);
  const [ada] = await people(served, 'ada');
  const [post, other] = [await ada!.post(), await ada!.post()];
  for (let n = 0; n < 2; n++) {
    await ada!.post('r', { replyTo: post });
    await ada!.post('q', { quoting: post });
  }
  const rpcs = ['listReplies', 'listQuotes', 'listLikers', 'listReposters', 'getThread'] as const;
  const { nextPageToken: token } = await ada!.posts.listReplies({ postId: post.id, pageSize: 1 });
  t.not(token, '');
  for (const rpc of rpcs) {
    for (const pageSize of [-1, 101]) {
      await expectRefused(t, ada!.posts[rpc]({ postId: post.id, pageSize }), 'FIELD_INVALID', {
        field: 'page_size',
      });
    }
    for (const pageToken of ['nonsense', `${token}A`, `A${token.slice(1)}`, 'ä']) {
      const forged = ada!.posts[rpc]({ postId: post.id, pageToken });
      await expectRefused(t, forged, 'PAGE_TOKEN_INVALID', { field: 'page_token' });
    }
    await expectRefused(t, ada!.posts[rpc]({ postId: other.id, pageToken: token }), 'PAGE_TOKEN_INVALID');
    if (rpc === 'listReplies') continue;
    await expectRefused(t, ada!.posts[rpc]({ postId: post.id, pageToken: token }), 'PAGE_TOKEN_INVALID');
  }
  t.ok(
    await served.as().posts.listReplies({ postId: post.id, pageToken: token }),
    'a token works for any reader',
  );
});
