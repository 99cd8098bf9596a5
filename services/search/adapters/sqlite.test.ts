import t, { type Test } from 'tap';
import { type Database, openDatabase } from '../../../platform/sqlite/database.ts';
import { examplePost } from '../conformance/example.ts';
import { peopleIndexConformance, postIndexConformance } from '../conformance.ts';
import { migrations } from './sqlite/migrations.ts';
import { sqlitePeopleIndex } from './sqlite/people.ts';
import { sqlitePostIndex } from './sqlite/posts.ts';
import { sqliteSegmentMerge } from './sqlite/segments.ts';

const folder = t.testdir();
let files = 0;

function subject<Index>(indexOf: (db: Database) => Index) {
  return async (t: Test) => {
    const db = openDatabase({ file: `${folder}/${++files}/search.db`, migrations });
    t.teardown(() => db.close());
    return { index: indexOf(db), settled: async () => {} };
  };
}

t.test('a PostIndex', (t) => postIndexConformance(t, subject(sqlitePostIndex)));
t.test('a PeopleIndex', (t) => peopleIndexConformance(t, subject(sqlitePeopleIndex)));

t.test('letters of a hashtag count as one, whatever their length in UTF-16', async (t) => {
  const { index } = await subject(sqlitePostIndex)(t);
  await index.put([examplePost(1, '', { hashtags: ['𝒯𝒯𝒯', '𝒯𝒯𝒯𝒯'] })]);
  for (const prefix of ['𝒯', '𝒯𝒯', '𝒯𝒯𝒯'])
    t.strictSame(await index.hashtags(prefix, 10), ['𝒯𝒯𝒯', '𝒯𝒯𝒯𝒯'], prefix);
});

t.test('merging leaves one segment of a hundred commits, and everything is found as before', async (t) => {
  const db = openDatabase({ file: `${folder}/${++files}/search.db`, migrations });
  t.teardown(() => db.close());
  const index = sqlitePostIndex(db);
  const segments = () =>
    db.read((rows) => rows.get<{ n: number }>('SELECT count(DISTINCT segid) AS n FROM post_text_0_idx')!.n);
  const posts = Array.from({ length: 100 }, (_, n) =>
    examplePost(n + 1, n % 3 === 0 ? 'green tea' : 'coffee'),
  );
  for (const post of posts) await index.put([post]);
  await index.remove([posts[0]!.id]);
  const search = { all: [{ phrases: [['green', 'tea']], terms: [] }], none: [] };
  const found = await index.newest(search, { limit: 1_000 });
  t.equal(found.length, 33);
  const before = segments();
  const { step } = sqliteSegmentMerge(db);
  let steps = 0;
  while (await step()) steps += 1;
  t.ok(before > 4, `${before} segments`);
  t.equal(segments(), 1);
  t.ok(steps > 0 && steps < 100, `${steps} steps`);
  t.notOk(await step(), 'nothing is left');
  t.strictSame(await index.newest(search, { limit: 1_000 }), found);
});
