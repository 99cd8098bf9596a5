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

t.test('expired rows are swept in steps, with partitions that end', async (t) => {
  const clock = testClock();
  const { db, rows } = await open(t, clock);
  const expiresMs = clock.nowMs() + 1_000;
  const row = (key: string) => ({ key, value: '', expiresMs });
  await rows.commit('p', 0, [row('a'), row('b'), row('c')]);
  await rows.commit('q', 0, [row('a'), { key: 'b', value: '' }]);
  t.equal(await rows.sweep(10), 0);
  clock.advance(1_000);
  t.strictSame([await rows.sweep(3), await rows.sweep(3), await rows.sweep(3)], [3, 1, 0]);
  t.strictSame(
    db.read((tx) => tx.all('SELECT part, key FROM inbox')).map(({ part, key }) => [part, key]),
    [['q', 'b']],
  );
  t.strictSame([await rows.revision('p'), await rows.revision('q')], [0, 1]);
});

t.test('the greatest id of a change is known after a restart', async (t) => {
  const { db, rows } = await open(t, testClock());
  t.equal(newestChangeId(db), '');
  await rows.commit('p', 0, [{ key: 'c|1500000000000000002', value: '' }]);
  await rows.commit('q', 0, [
    { key: 'c|1500000000000000001', value: '' },
    { key: 'd|9', value: '' },
  ]);
  t.equal(newestChangeId(db), '1500000000000000002');
});
