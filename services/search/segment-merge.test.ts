import { DatabaseSync } from 'node:sqlite';
import t from 'tap';
import { until } from '../../platform/testing/until.ts';
import { servedSearch } from '../../test/harness/served-search.ts';

t.test('segments of the embedded index are merged while it is used', async (t) => {
  const { clock, dataDir, people } = await servedSearch(t);
  const [ada] = await people('ada');
  const posts = 6;
  for (let n = 0; n < posts; n++) {
    await ada!.post(`tea ${n}`);
    await until('it is found', async () => (await ada!.texts('tea')).length === n + 1);
  }
  const file = new DatabaseSync(`${dataDir}/search.db`, { readOnly: true });
  t.teardown(() => file.close());
  // Six commits that were never merged have six; a level has one, and the third level needs seven commits.
  await until('each level has one segment', () => {
    // To the next step, or the next round.
    clock.advance(1_000);
    return (file.prepare('SELECT count(DISTINCT segid) AS n FROM post_text_0_idx').get()!.n as number) <= 2;
  });
  t.equal((await ada!.texts('tea')).length, posts);
});
