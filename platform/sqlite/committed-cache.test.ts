import t from 'tap';
import { until } from '../testing/until.ts';
import { committedCache } from './committed-cache.ts';
import { openDatabase } from './database.ts';
import { heldLog } from './testing/held-log.ts';

t.test('committed rows are cached until a write of them is committed', async (t) => {
  const db = openDatabase({
    file: `${t.testdir()}/memory.db`,
    migrations: [{ name: 'rows', sql: 'CREATE TABLE row (key TEXT PRIMARY KEY, value INTEGER)' }],
  });
  t.teardown(() => db.close());
  const memory = committedCache<number>(db, 10_000);
  const write = (key: string, value: number, refused = false) =>
    db.write((tx) => {
      memory.changing(key);
      tx.run('INSERT INTO row VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2', key, value);
      if (refused) throw new Error('refused');
    });
  const read = (key: string) =>
    db.read((rows) => rows.get<{ value: number }>('SELECT value FROM row WHERE key = ?', key)!.value);

  await Promise.all([write('a', 1), write('b', 1)]);
  memory.keep(memory.moment(), 'a', read('a'));
  memory.keep(memory.moment(), 'b', read('b'));
  const writing = write('a', 2);
  t.equal(memory.get('a'), 1, 'readers see committed rows only');
  await writing;
  t.equal(memory.get('a'), undefined);
  t.equal(memory.get('b'), 1, 'what was not written stays');

  const moment = memory.moment();
  const before = read('a');
  await write('a', 3);
  memory.keep(moment, 'a', before);
  t.equal(memory.get('a'), undefined, 'what was read before a commit is not kept after it');

  memory.keep(memory.moment(), 'a', read('a'));
  await t.rejects(write('a', 9, true), /refused/);
  await write('b', 2);
  t.not(memory.get('a'), 9);
  t.equal(read('a'), 3);

  memory.changingAll();
  await write('b', 3);
  t.equal(memory.get('a'), undefined);
  t.equal(memory.get('b'), undefined);
});

t.test(
  'a write that joins while the commit before it waits for the disk is dropped by its own commit',
  async (t) => {
    const log = heldLog();
    const db = openDatabase({
      file: `${t.testdir()}/memory.db`,
      migrations: [{ name: 'rows', sql: 'CREATE TABLE row (key TEXT PRIMARY KEY, value INTEGER)' }],
      openLog: log.open,
    });
    t.teardown(() => db.close());
    const memory = committedCache<number>(db, 10_000);
    const write = (key: string, value: number) => {
      memory.changing(key);
      return db.write((tx) => tx.run('INSERT OR REPLACE INTO row VALUES (?, ?)', key, value));
    };
    const keep = (key: string) => {
      const moment = memory.moment();
      const row = db.read((rows) => rows.get<{ value: number }>('SELECT value FROM row WHERE key = ?', key));
      memory.keep(moment, key, row?.value ?? 0);
    };
    const first = write('a', 1);
    await until('the first commit waits', () => log.waiting() === 1);
    const second = write('b', 2);
    keep('a');
    log.release();
    await first;
    t.equal(memory.get('a'), undefined, 'it was read before the commit was durable');
    keep('b');
    t.equal(memory.get('b'), 0);
    await until('the second commit waits', () => log.waiting() === 1);
    log.release();
    await second;
    t.equal(memory.get('b'), undefined);
  },
);

t.test('a write whose sync failed is dropped when the reopened file shows it', async (t) => {
  const log = heldLog();
  const writes: string[] = [];
  const db = openDatabase({
    file: `${t.testdir()}/memory.db`,
    migrations: [{ name: 'rows', sql: 'CREATE TABLE row (key TEXT PRIMARY KEY, value INTEGER)' }],
    openLog: log.open,
    reopenMs: 1,
    onWrites: (error) => writes.push(error === undefined ? 'taken' : 'refused'),
  });
  t.teardown(() => db.close());
  const memory = committedCache<number>(db, 10_000);
  const read = () => db.read((rows) => rows.get<{ n: number }>('SELECT count(*) AS n FROM row')!.n);
  const seen: number[] = [];
  db.onCommit(() => () => seen.push(read()));
  memory.keep(memory.moment(), 'a', read());
  memory.changing('a');
  const first = db.write((tx) => tx.run('INSERT INTO row VALUES (?, ?)', 'a', 1));
  await until('the commit waits', () => log.waiting() === 1);
  log.fail();
  await t.rejects(first, /storage/);
  t.same([memory.get('a'), read(), seen], [0, 0, []]);
  let stale = 0;
  const isTaken = () => {
    if ((memory.get('a') ?? read()) !== read()) stale++;
    return writes.at(-1) === 'taken';
  };
  await until('writes are taken', isTaken, 60_000);
  t.same([memory.get('a'), read(), seen, stale], [undefined, 1, [1], 0]);
});
