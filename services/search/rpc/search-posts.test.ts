import t from 'tap';
import { SearchOrder } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { until } from '../../../platform/testing/until.ts';
import { type Searcher, servedSearch } from '../../../test/harness/served-search.ts';

const orders = [SearchOrder.NEWEST, SearchOrder.RELEVANCE];

const found = (who: Searcher, query: string, texts: readonly string[]) =>
  until(`${query} finds ${texts.join(', ')}`, async () => {
    return JSON.stringify(await who.texts(query)) === JSON.stringify(texts);
  });

t.test('a post is found until it is deleted', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await ada!.post('Green tea for @bob #Tea https://example.com/a');
  const second = await bob!.post('green, not black');
  await bob!.post('to ada', { replyToPostId: second.id });
  await found(served.stranger, 'green', [
    'green, not black',
    'Green tea for @bob #Tea https://example.com/a',
  ]);
  await found(served.stranger, 'to:bob', ['to ada']);
  for (const query of ['#tea', '@bob', 'from:ADA', 'has:link', 'green -black', '"green tea"'])
    t.strictSame(await ada!.texts(query), ['Green tea for @bob #Tea https://example.com/a'], query);
  for (const query of ['from:nobody', 'coffee', 'green since:2100-01-01'])
    t.strictSame(await ada!.texts(query), [], query);
  await bob!.posts.deletePost({ postId: second.id });
  for (const order of orders)
    t.strictSame(await ada!.texts('green', order), ['Green tea for @bob #Tea https://example.com/a']);
  await expectRefused(t, ada!.search.searchPosts({ query: 'tea "green' }), 'QUERY_INVALID');
});

t.test('the first post with a word is found as soon as it is indexed', async (t) => {
  const { clock, stranger, people } = await servedSearch(t, { SKEIN_SEARCH_CACHE_TTL: '1m' });
  const [ada] = await people('ada');
  const foundNow = async (order: SearchOrder) => {
    // Too little for anything that is cached to expire within this test.
    clock.advance(1);
    return (await stranger.search.searchPosts({ query: 'tea', order })).posts.length;
  };
  for (const order of orders) t.equal(await foundNow(order), 0);
  await ada!.post('tea');
  for (const order of orders) await until('it is found', async () => (await foundNow(order)) === 1);
});

t.test('a post replies to a person until the post that it replies to is deleted', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  const parent = await bob!.post('tea?');
  const other = await bob!.post('coffee?');
  await ada!.post('yes, tea', { replyToPostId: parent.id });
  await bob!.post('tea, too', { replyToPostId: parent.id });
  const last = await ada!.post('no coffee', { replyToPostId: other.id });
  await ada!.post('no tea', { replyToPostId: last.id });
  await found(ada!, 'to:bob', ['no coffee', 'tea, too', 'yes, tea']);
  await bob!.posts.deletePost({ postId: parent.id });
  await found(ada!, 'to:bob', ['no coffee']);
  t.strictSame(await ada!.texts('to:ada'), ['no tea']);
  t.strictSame(await ada!.texts('tea -to:bob'), ['no tea', 'tea, too', 'yes, tea']);
  await bob!.deactivate();
  t.strictSame(await ada!.texts('to:bob'), [], 'their handle belongs to nobody');
  await bob!.back();
  t.strictSame(await ada!.texts('to:bob'), ['no coffee']);
});

t.test('handles of a query are those of today: after a change the old one names nobody', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  const parent = await ada!.post('tea of ada');
  await bob!.post('hello @ada', { replyToPostId: parent.id });
  await found(bob!, 'from:ada', ['tea of ada']);
  await found(bob!, '@ada to:ada', ['hello @ada']);
  await ada!.users.updateUser({
    account: { user: { handle: 'Countess' } },
    updateMask: { paths: ['user.handle'] },
  });
  for (const query of ['from:ada', 'to:ada', '@ada', 'tea from:ada'])
    t.strictSame(await bob!.texts(query), [], query);
  t.strictSame(await bob!.texts('from:countess'), ['tea of ada']);
  t.strictSame(await bob!.texts('@COUNTESS to:@countess'), ['hello @ada']);
  t.strictSame(await bob!.texts('tea -from:ada'), ['tea of ada'], 'nobody wrote nothing');
  t.strictSame(await bob!.texts('tea -from:countess'), []);
  const [eve] = await served.people('ada');
  await eve!.post('tea of another');
  await found(bob!, 'from:ada', ['tea of another']);
  t.strictSame(await bob!.texts('@ada'), [], 'a handle that is taken again is another person');
});

t.test(
  'posts of deactivated people are hidden until they are back; blocked people find nothing',
  async (t) => {
    const served = await servedSearch(t);
    const [ada, bob, eve] = await served.people('ada', 'bob', 'eve');
    await ada!.post('tea of ada');
    await bob!.post('tea of bob');
    await eve!.post('tea of eve');
    await found(served.stranger, 'tea', ['tea of eve', 'tea of bob', 'tea of ada']);
    await bob!.deactivate();
    await ada!.graph.blockUser({ userId: eve!.id });
    for (const order of orders) {
      t.strictSame(await ada!.texts('tea', order), ['tea of ada']);
      t.strictSame(await eve!.texts('tea', order), ['tea of eve']);
      t.strictSame((await served.stranger.texts('tea', order)).sort(), ['tea of ada', 'tea of eve']);
    }
    await bob!.back();
    t.strictSame(await ada!.texts('tea'), ['tea of bob', 'tea of ada']);
    await ada!.graph.unblockUser({ userId: eve!.id });
    t.strictSame(await ada!.texts('tea'), ['tea of eve', 'tea of bob', 'tea of ada']);
  },
);

t.test('posts of a muted person are found only if from: names the person', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  await bob!.post('tea of bob');
  await ada!.post('tea of ada');
  await found(ada!, 'tea', ['tea of ada', 'tea of bob']);
  await ada!.graph.muteUser({ userId: bob!.id });
  for (const order of orders) {
    t.strictSame(await ada!.texts('tea', order), ['tea of ada']);
    t.strictSame(await ada!.texts('tea -from:ada', order), []);
    t.strictSame(await ada!.texts('tea from:bob', order), ['tea of bob']);
    t.strictSame(await bob!.texts('tea from:bob', order), ['tea of bob']);
  }
});

t.test('pages stay put while posts come and go, and a page is refilled', async (t) => {
  const served = await servedSearch(t);
  const [ada, bob] = await served.people('ada', 'bob');
  for (let n = 0; n < 30; n++) await (n % 3 === 0 ? bob! : ada!).post(`tea ${n}`);
  await until('all are found', async () => {
    served.clock.advance(2_000);
    return (await ada!.search.searchPosts({ query: 'tea', pageSize: 100 })).posts.length === 30;
  });
  await ada!.graph.blockUser({ userId: bob!.id });
  const expected = Array.from({ length: 30 }, (_, n) => 29 - n)
    .filter((n) => n % 3 !== 0)
    .map((n) => `tea ${n}`);
  const first = await ada!.search.searchPosts({ query: 'tea', pageSize: 7 });
  t.strictSame(
    first.posts.map(({ text }) => text),
    expected.slice(0, 7),
  );
  await ada!.post('tea, the newest');
  await found(ada!, '"the newest"', ['tea, the newest']);
  const second = await ada!.search.searchPosts({ query: 'tea', pageSize: 7, pageToken: first.nextPageToken });
  t.strictSame(
    second.posts.map(({ text }) => text),
    expected.slice(7, 14),
  );
  const third = await ada!.search.searchPosts({ query: 'tea', pageSize: 7, pageToken: second.nextPageToken });
  t.strictSame(
    third.posts.map(({ text }) => text),
    expected.slice(14),
  );
  t.equal(third.nextPageToken, '');
  t.equal((await ada!.search.searchPosts({ query: 'tea' })).posts.length, 20, 'a page has 20 by default');
  t.equal((await served.stranger.search.searchPosts({ query: 'tea', pageSize: 100 })).posts.length, 31);
  const pageToken = first.nextPageToken;
  const order = SearchOrder.RELEVANCE;
  const best = await ada!.search.searchPosts({ query: 'tea', pageSize: 7, order });
  const foreign = {
    'of another query': () => ada!.search.searchPosts({ query: 'green', pageToken }),
    'of another reader': () => bob!.search.searchPosts({ query: 'tea', pageToken }),
    'of a reader, without a token': () => served.stranger.search.searchPosts({ query: 'tea', pageToken }),
    'of another order': () => ada!.search.searchPosts({ query: 'tea', pageToken, order }),
    'of another order, too': () => ada!.search.searchPosts({ query: 'tea', pageToken: best.nextPageToken }),
    'of another list': () => ada!.search.searchUsers({ query: 'tea', pageToken }),
    'that was changed': () => ada!.search.searchPosts({ query: 'tea', pageToken: `${pageToken}x` }),
  };
  for (const [what, call] of Object.entries(foreign)) {
    t.comment(what);
    await expectRefused(t, call(), 'PAGE_TOKEN_INVALID', { field: 'page_token' });
  }
});

t.test('by relevance liked posts come first; later pages continue the list for five minutes', async (t) => {
  const served = await servedSearch(t, { SKEIN_SEARCH_COLLECT: '100ms' });
  const [ada, bob] = await served.people('ada', 'bob');
  const liked = await ada!.post('tea, liked');
  for (let n = 0; n < 10; n++) await ada!.post(`tea ${n}`);
  await until('all are found', async () => (await ada!.texts('tea')).length === 11);
  for (const person of [ada!, bob!]) await person.posts.likePost({ postId: liked.id });
  await until(
    'the likes count',
    async () => (await ada!.texts('tea', SearchOrder.RELEVANCE))[0] === 'tea, liked',
  );
  const list = { query: 'tea', order: SearchOrder.RELEVANCE, pageSize: 4 };
  const first = await ada!.search.searchPosts(list);
  await ada!.post('tea, the newest');
  await found(ada!, '"the newest"', ['tea, the newest']);
  const walked = first.posts.map(({ text }) => text);
  for (let pageToken = first.nextPageToken; pageToken !== ''; ) {
    const page = await ada!.search.searchPosts({ ...list, pageToken });
    walked.push(...page.posts.map(({ text }) => text));
    pageToken = page.nextPageToken;
  }
  t.strictSame(
    walked.toSorted(),
    ['tea, liked', ...Array.from({ length: 10 }, (_, n) => `tea ${n}`)].toSorted(),
  );
  const { nextPageToken: pageToken } = await ada!.search.searchPosts(list);
  served.clock.advance(299_999);
  t.equal((await ada!.search.searchPosts({ ...list, pageToken })).posts.length, 4);
  served.clock.advance(2_000);
  const late = ada!.search.searchPosts({ ...list, pageToken });
  await expectRefused(t, late, 'PAGE_TOKEN_INVALID');
});

t.test('by relevance, after a step back of the clock, new posts are found and ages stay', async (t) => {
  const { clock, stranger, people } = await servedSearch(t);
  const [ada] = await people('ada');
  const byRelevance = () => stranger.texts('tea', SearchOrder.RELEVANCE);
  await ada!.post('tea');
  clock.advance(20 * 3_600_000);
  await ada!.post('tea, but newer');
  await found(stranger, 'tea', ['tea, but newer', 'tea']);
  t.strictSame(await byRelevance(), ['tea, but newer', 'tea']);
  const listedMs = clock.nowMs();
  await ada!.post('tea, the newest');
  await found(stranger, 'tea', ['tea, the newest', 'tea, but newer', 'tea']);
  clock.step(listedMs - 2_000);
  t.strictSame(await byRelevance(), ['tea, the newest', 'tea, but newer', 'tea']);
  t.equal(clock.nowMs(), listedMs, 'asked at the same time as before');
  clock.step(listedMs - 20 * 3_600_000);
  t.strictSame(await byRelevance(), ['tea, the newest', 'tea, but newer', 'tea']);
});

t.test('words are found however they are typed, and a query is no language of the engine', async (t) => {
  const served = await servedSearch(t);
  const [ada] = await served.people('ada');
  const texts = {
    family: 'us 👨‍👩‍👧 at home',
    hebrew: 'שָׁלוֹם to all',
    accents: 'cafe\u0301 noir, naïve',
    turkish: 'İSTANBUL ve Isparta',
    wide: 'ＦＵＬＬ１２ width',
    long: `${'a'.repeat(250)} is a word`,
    operators: 'green AND NOT "black" OR NEAR(tea, 3) *',
  };
  for (const text of Object.values(texts)) await ada!.post(text);
  const shown = Object.values(texts).map((text) => text.normalize());
  await found(ada!, 'from:ada', shown.toReversed());
  const queries: readonly (readonly [string, string])[] = [
    ['👨‍👩‍👧', texts.family],
    ['שלום', texts.hebrew],
    ['\u202Eשלום', texts.hebrew],
    ['CAFÉ naive', texts.accents],
    ['"cafe noir"', texts.accents],
    ['istanbul ısparta', texts.turkish],
    ['full12', texts.wide],
    ['a'.repeat(250), texts.long],
    ['"and not" near', texts.operators],
    ['green -OR* NOT', ''],
    ['black) OR (words:green*', ''],
    ['"NEAR(tea"', texts.operators],
  ];
  for (const [query, text] of queries)
    t.strictSame(await ada!.texts(query), text === '' ? [] : [text.normalize()], query);
  for (const [query, position] of [
    ['👨‍👩‍👧 שָׁלוֹם since:1', '14'],
    ['é "', '2'],
    ['e\u0301 @é', '3'],
  ] as const)
    await expectRefused(t, ada!.search.searchPosts({ query }), 'QUERY_INVALID', { metadata: { position } });
  await expectRefused(t, ada!.search.searchPosts({ query: 'x'.repeat(513) }), 'FIELD_INVALID');
  t.strictSame(await ada!.texts('👍'.repeat(512)), [], '512 characters are counted as code points');
});
