import t, { type Test } from 'tap';
import { type Database, openDatabase } from '../../../platform/sqlite/database.ts';
import { examplePost } from '../conformance/example.ts';
import { peopleIndexConformance, postIndexConformance } from '../conformance.ts';
import { migrations } from './sqlite/migrations.ts';
import { sqlitePeopleIndex } from './sqlite/people.ts';
import { sqlitePostIndex } from './sqlite/posts.ts';

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
