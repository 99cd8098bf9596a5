import t from 'tap';
import { until } from '../../../platform/testing/until.ts';
import { servedSearch } from '../../../test/harness/served-search.ts';

t.test('posts that come together are read and indexed together', async (t) => {
  const reads: number[] = [];
  const puts: number[] = [];
  const { bus, people } = await servedSearch(
    t,
    {},
    {
      posts: (real) => ({
        ...real,
        stored(ids) {
          reads.push(ids.length);
          return real.stored(ids);
        },
      }),
      postIndex: (real) => ({
        ...real,
        put(documents) {
          puts.push(documents.length);
          return real.put(documents);
        },
      }),
    },
  );
  const [ada] = await people('ada');
  const posts = 20;
  for (let n = 0; n < posts; n++) await ada!.post(`tea ${n}`);
  await until('all events are published', async () => {
    const partitions = await bus.lag('post', 'search');
    return partitions.reduce((sum, { end }) => sum + end, 0) === posts;
  });
  t.strictSame(reads, [], 'no moment is over');
  await until('all are found', async () => (await ada!.texts('tea')).length === posts);
  // The first events are taken before the others are published, so there are up to two batches. Each is read before and after.
  t.ok(puts.length <= 2, `${puts}`);
  t.ok(reads.length <= 4, `${reads}`);
});
