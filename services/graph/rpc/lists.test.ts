import t from 'tap';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { type GraphClient, servedGraph } from '../../../test/harness/served-graph.ts';

type ListRpc = 'listFollowers' | 'listFollowing' | 'listBlocked' | 'listMuted';
type Query = { userId: string; pageSize: number; pageToken: string };

/** The handles of each page. */
async function pages(client: GraphClient, rpc: ListRpc, userId: string, pageSize: number) {
  const all: string[][] = [];
  let pageToken = '';
  do {
    const query: Query = { userId, pageSize, pageToken };
    const page = await client[rpc](query);
    all.push(page.users.map(({ handle }) => handle));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return all;
}

t.test(
  'followers and following are listed in pages, without deactivated people until they are restored',
  async (t) => {
    const graph = await servedGraph(t);
    const [star, ...fans] = graph.people.add('star', 'a', 'b', 'c', 'd', 'e') as [string, ...string[]];
    for (const fan of fans) {
      await graph.as(fan).followUser({ userId: star });
      await graph.as(star).followUser({ userId: fan });
    }
    const client = graph.as(fans[0]);
    for (const rpc of ['listFollowers', 'listFollowing'] as const) {
      t.same(await pages(client, rpc, star, 2), [['a', 'b'], ['c', 'd'], ['e']]);
      t.same(await pages(client, rpc, star, 0), [['a', 'b', 'c', 'd', 'e']]);
    }
    graph.people.setActive(fans[1]!, false);
    graph.people.setActive(fans[2]!, false);
    t.same(await pages(client, 'listFollowers', star, 2), [['a', 'd'], ['e']], 'the page is refilled');
    t.match(
      await graph.as().getCounts({ userId: star }),
      { counts: { followerCount: 5n } },
      'counts still include them',
    );
    graph.people.setActive(fans[1]!, true);
    t.same(await pages(client, 'listFollowing', star, 3), [['a', 'b', 'd'], ['e']]);
    t.same(await pages(client, 'listFollowing', fans[4]!, 3), [['star']]);
  },
);

t.test(
  'people who block, or are blocked by, the viewer are in no list of followers or following; counts include them',
  async (t) => {
    const graph = await servedGraph(t);
    const [star, ...fans] = graph.people.add('star', 'a', 'b', 'c', 'd') as [string, ...string[]];
    const [a, b, c] = fans;
    for (const fan of fans) {
      await graph.as(fan).followUser({ userId: star });
      await graph.as(star).followUser({ userId: fan });
    }
    await graph.as(a).blockUser({ userId: b! });
    await graph.as(c).blockUser({ userId: a! });
    for (const rpc of ['listFollowers', 'listFollowing'] as const) {
      t.same(await pages(graph.as(a), rpc, star, 2), [['a', 'd']], 'the page is refilled');
      t.same(await pages(graph.as(b), rpc, star, 0), [['b', 'c', 'd']]);
      t.same(await pages(graph.as(c), rpc, star, 0), [['b', 'c', 'd']]);
      t.same(await pages(graph.as(star), rpc, star, 0), [['a', 'b', 'c', 'd']]);
    }
    t.match(await graph.as(a).getCounts({ userId: star }), {
      counts: { followerCount: 4n, followingCount: 4n },
    });
  },
);

t.test('only their owner sees the lists of blocked and muted people', async (t) => {
  const graph = await servedGraph(t);
  const [ann, ...others] = graph.people.add('ann', 'a', 'b', 'c') as [string, ...string[]];
  for (const userId of others) {
    await graph.as(ann).blockUser({ userId });
    await graph.as(ann).muteUser({ userId });
  }
  graph.people.setActive(others[0]!, false);
  for (const rpc of ['listBlocked', 'listMuted'] as const) {
    t.same(await pages(graph.as(ann), rpc, '', 1), [['b'], ['c']], rpc);
    t.same(await pages(graph.as(others[1]), rpc, '', 1), [[]]);
    const { nextPageToken: pageToken } = await graph.as(ann)[rpc]({ pageSize: 1 });
    await expectRefused(t, graph.as(others[1])[rpc]({ pageSize: 1, pageToken }), 'PAGE_TOKEN_INVALID');
    await expectRefused(t, graph.as()[rpc]({}), 'TOKEN_MISSING');
  }
});

t.test(
  'bad lists are refused: unknown and deactivated people, absurd sizes, tokens of other queries',
  async (t) => {
    const graph = await servedGraph(t);
    const [ann, bob, inactive] = graph.people.add('ann', 'bob', 'inactive') as [string, string, string];
    for (const id of [bob, inactive]) {
      await graph.as(ann).followUser({ userId: id });
      await graph.as(id).followUser({ userId: ann });
    }
    const client = graph.as(bob);
    const { nextPageToken: pageToken } = await client.listFollowers({ userId: ann, pageSize: 1 });
    t.not(pageToken, '');
    graph.people.setActive(inactive, false);
    for (const rpc of ['listFollowers', 'listFollowing'] as const) {
      for (const userId of ['9', inactive])
        await expectRefused(t, client[rpc]({ userId }), 'USER_NOT_FOUND', { field: 'user_id' });
      for (const pageSize of [-1, 101]) {
        await expectRefused(t, client[rpc]({ userId: ann, pageSize }), 'FIELD_INVALID', {
          field: 'page_size',
        });
      }
      for (const bad of ['nonsense', `${pageToken}A`, `A${pageToken.slice(1)}`, 'ä']) {
        const field = 'page_token';
        await expectRefused(t, client[rpc]({ userId: ann, pageToken: bad }), 'PAGE_TOKEN_INVALID', { field });
      }
      await expectRefused(t, client[rpc]({ userId: bob, pageToken }), 'PAGE_TOKEN_INVALID');
      await expectRefused(t, graph.as()[rpc]({ userId: ann }), 'TOKEN_MISSING');
    }
    await expectRefused(t, client.listFollowing({ userId: ann, pageToken }), 'PAGE_TOKEN_INVALID');
    await expectRefused(t, graph.as(ann).listMuted({ pageToken }), 'PAGE_TOKEN_INVALID');
    await expectRefused(t, graph.as(ann).suggestUsers({ pageToken }), 'PAGE_TOKEN_INVALID');
    t.same(
      (await graph.as(ann).listFollowers({ userId: ann, pageToken })).users,
      [],
      'a token works with another size and for another reader',
    );
  },
);

t.test('relationships are in the order of the request, all false for unknown ids', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, cid] = graph.people.add('ann', 'bob', 'cid') as [string, string, string];
  await graph.as(ann).followUser({ userId: bob });
  await graph.as(cid).followUser({ userId: ann });
  const { relationships } = await graph.as(ann).batchGetRelationships({ userIds: [cid, '9', bob, ann] });
  const none = { following: false, followedBy: false, blocking: false, blockedBy: false, muting: false };
  t.match(relationships, [
    { ...none, userId: cid, followedBy: true },
    { ...none, userId: '9' },
    { ...none, userId: bob, following: true },
    { ...none, userId: ann },
  ]);
  const many = Array.from({ length: 101 }, () => bob);
  await expectRefused(t, graph.as(ann).batchGetRelationships({ userIds: many }), 'FIELD_INVALID', {
    field: 'user_ids',
  });
  await expectRefused(t, graph.as(ann).batchGetRelationships({ userIds: [] }), 'FIELD_INVALID');
  await expectRefused(t, graph.as().batchGetRelationships({ userIds: [bob] }), 'TOKEN_MISSING');
});

t.test('everybody may read the counts of a person', async (t) => {
  const graph = await servedGraph(t);
  const [ann, bob, inactive] = graph.people.add('ann', 'bob', 'inactive') as [string, string, string];
  await graph.as(ann).followUser({ userId: bob });
  graph.people.setActive(inactive, false);
  t.match(await graph.as().getCounts({ userId: bob }), { counts: { followerCount: 1n, followingCount: 0n } });
  t.match(await graph.as(bob).getCounts({ userId: ann }), {
    counts: { followerCount: 0n, followingCount: 1n },
  });
  for (const userId of ['9', inactive])
    await expectRefused(t, graph.as().getCounts({ userId }), 'USER_NOT_FOUND');
});

t.test('suggestions are friends of friends, page by page, without deactivated people', async (t) => {
  const graph = await servedGraph(t);
  const [me, f1, f2, ...rest] = graph.people.add(
    'me',
    'f1',
    'f2',
    'one',
    'two',
    'inactive',
    'also-two',
  ) as string[];
  const [one, two, inactive, alsoTwo] = rest as [string, string, string, string];
  const follows: [string, string[]][] = [
    [me!, [f1!, f2!]],
    [f1!, [one, two, inactive, alsoTwo, me!]],
    [f2!, [two, inactive, alsoTwo]],
  ];
  for (const [from, targets] of follows)
    for (const userId of targets) await graph.as(from).followUser({ userId });
  graph.people.setActive(inactive, false);
  const first = await graph.as(me).suggestUsers({ pageSize: 2 });
  const seen = (page: typeof first) => page.suggestions.map((each) => [each.user?.handle, each.mutualCount]);
  t.same(seen(first), [
    ['two', 2],
    ['also-two', 2],
  ]);
  const second = await graph.as(me).suggestUsers({ pageSize: 2, pageToken: first.nextPageToken });
  t.same(seen(second), [['one', 1]]);
  t.equal(second.nextPageToken, '');
  const other = graph.as(f1).suggestUsers({ pageToken: first.nextPageToken });
  await expectRefused(t, other, 'PAGE_TOKEN_INVALID', { field: 'page_token' });
  await expectRefused(t, graph.as(me).suggestUsers({ pageSize: 101 }), 'FIELD_INVALID', {
    field: 'page_size',
  });
  await expectRefused(t, graph.as().suggestUsers({}), 'TOKEN_MISSING');
});
