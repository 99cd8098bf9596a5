import t, { type Test } from 'tap';
import { type TestClock, testClock } from '../../../platform/clock.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { inboxConformance } from '../conformance.ts';
import { memoryRows } from '../testing/memory-rows.ts';
import { inboxMigrations, newestChangeId, sqliteInboxRows } from './sqlite.ts';

async function open(t: Test, clock: TestClock) {
  const db = openDatabase({ file: `${t.testdir()}/notification.db`, migrations: inboxMigrations });
  t.teardown(() => db.close());
  return { db, rows: sqliteInboxRows(db, clock) };
}

t.test('the inbox in SQLite', async (t) =>
  inboxConformance(t, async (t, clock) => (await open(t, clock)).rows),
);

t.test('the inbox of the tests', async (t) => inboxConformance(t, async (_, clock) => memoryRows(clock)));

t.test('a partition is swept in steps when its last row has expired', async (t) => {
  const clock = testClock();
  const { db, rows } = await open(t, clock);
  const nowMs = clock.nowMs();
  const row = (key: string, ms = 1_000) => ({ key, value: '', expiresMs: nowMs + ms });
  await rows.commit('p', 0, [row('a'), row('b')]);
  await rows.commit('p', 1, [row('c'), { key: 'b', value: undefined }]);
  await rows.commit('q', 0, [row('a'), { key: 'b', value: '' }]);
  await rows.commit('r', 0, [row('a'), row('b', 2_000)]);
  await rows.commit('r', 1, [row('c')]);
  t.equal(await rows.sweep(10), 0);
  clock.advance(1_000);
  t.strictSame([await rows.sweep(1), await rows.sweep(1), await rows.sweep(1)], [1, 1, 0]);
  const left = () =>
    db.read((tx) => tx.all('SELECT part, key FROM inbox')).map(({ part, key }) => `${part} ${key}`);
  t.strictSame(left(), ['q a', 'q b', 'r a', 'r b', 'r c']);
  clock.advance(1_000);
  t.equal(await rows.sweep(10), 3);
  t.strictSame(left(), ['q a', 'q b'], 'a partition with a row that stays is kept');
  t.strictSame(await rows.revisions(['p', 'q', 'r']), new Map([['q', 1]]));
});

t.test('the greatest id of a change is known after a restart', async (t) => {
  const { db, rows } = await open(t, testClock());
  t.equal(newestChangeId(db), '');
  await rows.commit('p', 0, [{ key: 'c|1500000000000000002', value: '' }]);
  await rows.commit('q', 0, [
    { key: 'c|1500000000000000001', value: '' },
    { key: 'd|9', value: '' },
  ]);
  await rows.commit('p', 1, [{ key: 'c|1500000000000000002', value: undefined }]);
  t.equal(newestChangeId(db), '1500000000000000002', 'also when it was removed');
});

t.test(
  'a database of the version before keeps its rows, revisions and newest id, and sweeps what expires',
  async (t) => {
    const file = `${t.testdir()}/notification.db`;
    const clock = testClock();
    const soonMs = clock.nowMs() + 1_000;
    const old = openDatabase({ file, migrations: inboxMigrations.slice(0, 1) });
    await old.write((tx) => {
      for (const [part, key, expiresMs] of [
        ['p', 'c|1500000000000000001', soonMs],
        ['p', 'a', soonMs - 500],
        ['q', 'c|1500000000000000002', soonMs],
        ['q', 'b', 0],
      ] as const)
        tx.run('INSERT INTO inbox VALUES (?, ?, ?, ?)', part, key, key, expiresMs);
      tx.run("INSERT INTO inbox_part VALUES ('p', 7), ('q', 8), ('empty', 9)");
    });
    await old.close();
    const db = openDatabase({ file, migrations: inboxMigrations });
    t.teardown(() => db.close());
    const rows = sqliteInboxRows(db, clock);
    t.equal(newestChangeId(db), '1500000000000000002');
    t.strictSame(
      await rows.revisions(['p', 'q', 'empty']),
      new Map([
        ['p', 7],
        ['q', 8],
        ['empty', 9],
      ]),
    );
    t.strictSame(await rows.get('p', ['a']), new Map([['a', 'a']]));
    clock.advance(1_000);
    t.equal(await rows.sweep(10), 2);
    t.strictSame(
      await rows.revisions(['p', 'q', 'empty']),
      new Map([
        ['q', 8],
        ['empty', 9],
      ]),
    );
  },
);
