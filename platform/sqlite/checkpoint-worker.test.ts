import { existsSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import t from 'tap';
import { checkpointInWorker, checkpointWorker } from './checkpoint-worker.ts';

t.test('another thread copies the log of an open database into its file', async (t) => {
  const file = `${t.testdir()}/a b%?.db`;
  const db = new DatabaseSync(file);
  t.teardown(() => db.close());
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE row (text TEXT)');
  db.prepare('INSERT INTO row VALUES (?)').run('x'.repeat(100_000));
  const before = statSync(file).size;
  t.same(await Promise.all([checkpointInWorker(file), checkpointInWorker(file)]), [true, true]);
  t.ok(statSync(file).size > before + 100_000);
  t.match(db.prepare('PRAGMA wal_checkpoint(NOOP)').get(), { busy: 0 });
});

t.test('a file that cannot be opened is left alone, and one that is no database, too', async (t) => {
  const folder = t.testdir();
  t.equal(await checkpointInWorker(`${folder}/none.db`), false);
  t.notOk(existsSync(`${folder}/none.db`));
  writeFileSync(`${folder}/text.db`, 'text'.repeat(1_000));
  t.equal(await checkpointInWorker(`${folder}/text.db`), false);
});

t.test("SQLite's error keeps its codes", async (t) => {
  const failure = { message: 'disk I/O error', code: 'ERR_SQLITE_ERROR', errcode: 1034 };
  const thread = `require('node:worker_threads').parentPort.on('message', () =>
    require('node:worker_threads').parentPort.postMessage({ failure: ${JSON.stringify(failure)} }))`;
  const checkpoint = checkpointWorker(() => new Worker(thread, { eval: true }));
  await t.rejects(checkpoint('a.db'), failure);
});

t.test('without a thread there is no checkpoint, and the next one starts a thread', async (t) => {
  const dying = "require('node:worker_threads').parentPort.on('message', () => { throw new Error('dies') })";
  const starts = [
    () => {
      throw new Error('no memory');
    },
    () => new Worker(dying, { eval: true }),
    () => new Worker(dying, { eval: true }),
  ];
  const checkpoint = checkpointWorker(() => starts.shift()!());
  t.equal(await checkpoint('a.db'), false);
  t.same(await Promise.all([checkpoint('a.db'), checkpoint('b.db')]), [false, false]);
  t.equal(await checkpoint('a.db'), false);
  t.equal(starts.length, 0);
});
