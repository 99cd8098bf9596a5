import t, { type Test } from 'tap';
import { type Database, openDatabase } from '../../../platform/sqlite/database.ts';
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
