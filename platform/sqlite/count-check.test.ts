import t from 'tap';
import { sqliteCountCheck } from './count-check.ts';
import { openDatabase } from './database.ts';

interface Row {
  readonly id: string;
  readonly stored: number;
  readonly counted: number;
}

t.test('a repair writes the subjects that differ, each in a transaction of its own', async (t) => {
  const sql = `CREATE TABLE post (id TEXT PRIMARY KEY, likes INTEGER NOT NULL);
    CREATE TABLE post_like (post_id TEXT NOT NULL);
    INSERT INTO post VALUES ('1', 0), ('2', 5), ('3', 1), ('4', 5);
    INSERT INTO post_like VALUES ('2'), ('3')`;
  const db = openDatabase({ file: `${t.testdir()}/counts.db`, migrations: [{ name: 'counts', sql }] });
  t.teardown(() => db.close());
  const writes: string[][] = [];
  const verify = sqliteCountCheck<Row>(
    {
      ...db,
      write: (work) => {
        const corrected: string[] = [];
        writes.push(corrected);
        return db.write((tx) => {
          const run: typeof tx.run = (sql, ...of) => {
            corrected.push(String(of[1]));
            return tx.run(sql, ...of);
          };
          return work({ ...tx, run });
        });
      },
    },
    {
      compareSql: `SELECT id, likes AS stored, (SELECT count(*) FROM post_like WHERE post_id = post.id) AS counted
        FROM post WHERE id > ? ORDER BY id LIMIT ?`,
      comparedOf: ({ id, stored, counted }) => ({
        id,
        stored: { likes: stored },
        counted: { likes: counted },
      }),
      correct: (tx, { id, counted }) => tx.run('UPDATE post SET likes = ? WHERE id = ?', counted, id),
    },
  );
  const all = { afterId: '', limit: 10 };
  const found = await verify({ ...all, repair: false });
  t.strictSame(
    [found.checked, found.mismatches.map(({ subjectId }) => subjectId), writes],
    [4, ['2', '4'], []],
  );
  t.strictSame(await verify({ ...all, repair: true }), found);
  t.strictSame(writes, [['2'], ['4']]);
  t.strictSame((await verify({ ...all, repair: true })).mismatches, []);
  t.equal(writes.length, 2, 'what agrees is only read');
});
