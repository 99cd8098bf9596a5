import { ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { RetryInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { SearchOrder } from '../../../gen/ts/skein/search/v1/search_service_pb.ts';
import { engineUnavailable } from '../../../platform/engines/unavailable.ts';
import { type DeadLetter, deadLetterTopic, fromRecord } from '../../../platform/events/dead-letter.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedSearch } from '../../../test/harness/served-search.ts';
import type { PostDocument } from '../domain/document.ts';
import type { PostIndex } from '../ports.ts';

/** An index that a test makes fail. */
function failingIndex() {
  const state = { down: false, poison: '' };
  const refuses = ({ id }: PostDocument) => id === state.poison;
  const wrap = (real: PostIndex): PostIndex => {
    const unlessDown =
      <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
      async (...args: Args): Promise<T> => {
        if (state.down) throw engineUnavailable('elasticsearch', new Error('it was stopped'));
        return work(...args);
      };
    return {
      ...real,
      // As Elasticsearch does it: the others of a batch are written.
      put: unlessDown(async (documents) => {
        await real.put(documents.filter((document) => !refuses(document)));
        if (documents.some(refuses)) throw new Error(`the index refuses ${state.poison}`);
      }),
      remove: unlessDown(real.remove),
      newest: unlessDown(real.newest),
      candidates: unlessDown(real.candidates),
      hashtags: unlessDown(real.hashtags),
    };
  };
  return { state, wrap };
}

t.test('while the index is gone searches say when to retry, and indexing catches up', async (t) => {
  const { state, wrap } = failingIndex();
  const { clock, people } = await servedSearch(t, {}, { postIndex: wrap });
  const [ada] = await people('ada');
  const gone = await ada!.post('tea, deleted meanwhile #tea');
  await until('it is found', async () => (await ada!.texts('tea')).length === 1);
  state.down = true;
  await ada!.posts.deletePost({ postId: gone.id });
  await ada!.post('tea, posted meanwhile #teapot');
  clock.advance(60_000);
  const calls = [
    () => ada!.search.searchPosts({ query: 'tea' }),
    () => ada!.search.searchPosts({ query: 'tea', order: SearchOrder.RELEVANCE }),
    () => ada!.search.typeahead({ prefix: '#tea' }),
  ];
  for (const call of calls) {
    await expectRefused(t, call(), 'DEPENDENCY_UNAVAILABLE', { metadata: { dependency: 'elasticsearch' } });
    const error = await call().catch(ConnectError.from);
    t.ok((error as ConnectError).findDetails(RetryInfoSchema)[0]?.retryDelay, 'it says when to retry');
  }
  state.down = false;
  await until('it catches up', async () => {
    const texts = await ada!.texts('tea');
    return texts.length === 1 && texts[0] === 'tea, posted meanwhile #teapot';
  });
  await until('the hashtag of the deleted post is gone', async () => {
    clock.advance(2_000);
    const { completions } = await ada!.search.typeahead({ prefix: '#tea' });
    return completions.map(({ value }) => value.value).join() === 'teapot';
  });
});

t.test('a post that the index refuses is a dead letter, and no other post waits for it', async (t) => {
  const { state, wrap } = failingIndex();
  const { bus, people } = await servedSearch(t, { SKEIN_SEARCH_COLLECT: '100ms' }, { postIndex: wrap });
  const letters: DeadLetter[] = [];
  await bus.subscribe({
    topic: deadLetterTopic,
    group: 'test',
    async onBatch({ records, commit }) {
      letters.push(...records.map(fromRecord));
      await commit(records.at(-1)!.offset + 1);
    },
  });
  const [ada, bob] = await people('ada', 'bob');
  const posts = [];
  for (let n = 0; n < 5; n++) posts.push(await ada!.post(`tea ${n}`));
  await until('all are found', async () => (await ada!.texts('tea')).length === 5);
  const poison = posts[2]!.id;
  state.poison = poison;
  for (const { id } of posts) await bob!.posts.likePost({ postId: id });
  const liked = ['tea 0', 'tea 1', 'tea 3', 'tea 4', 'tea 2'];
  await until('the likes of the others count', async () => {
    const ranked = await ada!.texts('tea', SearchOrder.RELEVANCE);
    return letters.length > 0 && ranked.at(-1) === liked.at(-1);
  });
  t.equal(letters.length, 1);
  t.match(letters[0], { group: 'search', topic: 'action', error: /the index refuses/, attempts: 6 });
  t.strictSame((await ada!.texts('tea')).length, 5, 'it is found as it was');
});
