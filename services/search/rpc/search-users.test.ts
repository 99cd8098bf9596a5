import t from 'tap';
import { CompletionKind } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { until } from '../../../platform/testing/until.ts';
import { type Person, type Searcher, servedSearch } from '../../../test/harness/served-search.ts';

const found = (who: Searcher, query: string, handles: readonly string[]) =>
  until(`${query} finds ${handles.join(', ')}`, async () => {
    return JSON.stringify(await who.handles(query)) === JSON.stringify(handles);
  });

async function profile({ users }: Person, displayName: string, bio = ''): Promise<void> {
  await users.updateUser({
    account: { user: { displayName, bio } },
    updateMask: { paths: ['user.display_name', 'user.bio'] },
  });
}

async function completed(
  who: Searcher,
  prefix: string,
  more: { limit?: number; kinds?: CompletionKind[] } = {},
) {
  const { completions } = await who.search.typeahead({ prefix, ...more });
  return completions.map(({ value }) =>
    value.case === 'user' ? `@${value.value.handle}` : `#${value.value}`,
  );
}

t.test('people are found by handle, name and bio, best match first, then by followers', async (t) => {
  const served = await servedSearch(t, { SKEIN_SEARCH_COLLECT: '100ms' });
  const [ada, adam, grace, eve] = (await served.people('Ada', 'adam', 'grace', 'eve')) as [
    Person,
    Person,
    Person,
    Person,
  ];
  await profile(ada, 'Countess of Lovelace');
  await profile(adam, 'Adam Čapek', 'Robots');
  await profile(grace, 'Grace Hopper', 'Robots, and ada');
  await found(served.stranger, 'lovelace', ['Ada']);
  await found(served.stranger, 'robot', ['adam', 'grace']);
  await found(served.stranger, 'ada', ['Ada', 'adam', 'grace']);
  await eve.graph.followUser({ userId: grace.id });
  await found(served.stranger, 'robot', ['grace', 'adam']);
  const expected: readonly (readonly [string, string[]])[] = [
    ['@ada', ['Ada', 'adam']],
    ['CAPEK', ['adam']],
    ['lovelcae', ['Ada']],
    ['hoper', ['grace']],
    ['robots grace', ['grace']],
    ['robots eve', []],
    ['@robots', []],
    ['@lovelace', []],
  ];
  for (const [query, handles] of expected) t.strictSame(await served.stranger.handles(query), handles, query);
  await grace.graph.blockUser({ userId: eve.id });
  await found(served.stranger, 'robot', ['adam', 'grace']);
  t.strictSame(await eve.handles('grace'), [], 'not across a block');
  t.strictSame(await grace.handles('eve'), []);
  for (const [query, position] of [
    ['???', '0'],
    [`😀 ${'a b c d e f g h i j k l m n o p q r s t'}`, '40'],
  ] as const) {
    await expectRefused(t, served.stranger.search.searchUsers({ query }), 'QUERY_INVALID', {
      metadata: { position },
    });
  }
});

t.test('a person is found as they are now, and not while deactivated', async (t) => {
  const served = await servedSearch(t);
  const [ada] = (await served.people('ada')) as [Person];
  await found(served.stranger, 'ada', ['ada']);
  await ada.users.updateUser({
    account: { user: { handle: 'countess' } },
    updateMask: { paths: ['user.handle'] },
  });
  t.strictSame(await served.stranger.handles('ada'), [], 'at once');
  await found(served.stranger, 'countess', ['countess']);
  await ada.deactivate();
  t.strictSame(await served.stranger.handles('countess'), [], 'at once');
});

t.test('people come in pages, each once', async (t) => {
  const served = await servedSearch(t);
  const people = await served.people(...Array.from({ length: 9 }, (_, n) => `tea_${n}`), 'tea');
  await until('all are found', async () => (await served.stranger.handles('tea')).length === people.length);
  const walked: string[] = [];
  for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
    const page: Awaited<ReturnType<Searcher['search']['searchUsers']>> =
      await served.stranger.search.searchUsers({
        query: 'tea',
        pageSize: 4,
        pageToken,
      });
    walked.push(...page.users.map(({ handle }) => handle));
    pageToken = page.nextPageToken || undefined;
  }
  t.equal(walked[0], 'tea');
  t.strictSame(walked.toSorted(), people.map(({ handle }) => handle).toSorted());
});

t.test('typing is completed with people and hashtags', async (t) => {
  const served = await servedSearch(t);
  const [, ada] = (await served.people('teatime', 'ada')) as [Person, Person];
  await ada.post('#tea #Teapot');
  await ada.post('#tea');
  await until('both kinds complete', async () => {
    served.clock.advance(2_000);
    return (await completed(ada, 'te')).length === 3;
  });
  t.strictSame(await completed(ada, 'te'), ['@teatime', '#tea', '#teapot']);
  t.strictSame(await completed(ada, '@te'), ['@teatime']);
  t.strictSame(await completed(ada, '#TEAP'), ['#teapot']);
  t.strictSame(await completed(ada, 'te', { limit: 2 }), ['@teatime', '#tea']);
  t.strictSame(await completed(ada, 'te', { kinds: [CompletionKind.HASHTAG], limit: 1 }), ['#tea']);
  t.strictSame(await completed(ada, 'te', { kinds: [CompletionKind.USER] }), ['@teatime']);
  const many = 'a b c d e f g h i j k l m n o p q r s t u';
  const unspaced = '吾輩は猫である名前はまだ無いどこで生れたか';
  for (const prefix of ['@', '#', 'zzz', '...', many, unspaced])
    t.strictSame(await completed(ada, prefix), [], prefix);
});

t.test(
  'typing is not completed across a block, nor with deactivated people; mutes change nothing',
  async (t) => {
    const served = await servedSearch(t);
    const [tea, ada] = (await served.people('teatime', 'ada')) as [Person, Person];
    const both = async () => [
      ...(await completed(ada, 'tea')),
      ...(await completed(tea, 'ad')),
      ...(await completed(served.stranger, '@tea')),
    ];
    await until('all are completed', async () => (await both()).length === 3);
    await ada.graph.muteUser({ userId: tea.id });
    t.strictSame(await both(), ['@teatime', '@ada', '@teatime']);
    await tea.graph.blockUser({ userId: ada.id });
    t.strictSame(await both(), ['@teatime'], 'only strangers');
    await tea.graph.unblockUser({ userId: ada.id });
    t.strictSame(await both(), ['@teatime', '@ada', '@teatime']);
    await tea.deactivate();
    t.strictSame(
      [await completed(ada, 'tea'), await completed(served.stranger, '@tea')],
      [[], []],
      'at once',
    );
    await tea.back();
    await until('they are back', async () => (await completed(ada, 'tea')).length === 1);
  },
);
