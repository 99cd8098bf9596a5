import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import t, { type Test } from 'tap';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { until } from '../testing/until.ts';
import { type Database, openDatabase } from './database.ts';
import { codes, type Faults, failing, failingCopy, failure } from './testing/failing-connections.ts';
import { heldLog } from './testing/held-log.ts';
import { walSync } from './wal-sync.ts';

const migrations = [
  { name: 'pairs', sql: 'CREATE TABLE pair (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT' },
];

function opened(
  t: Test,
  faults: Faults = { fails: new Map() },
  file = `${t.testdir()}/a.db`,
  openLog = walSync,
  openCopy = failingCopy(faults),
) {
  const said: string[] = [];
  const db = openDatabase({
    file,
    migrations,
    connect: failing(faults),
    openCopy,
    limits: { copyAfter: 1_000, restartAfter: 2_000, rest: 100, restartAtLatest: 4_000 },
    openLog,
    reopenMs: 1,
    busyMs: 10,
    onWrites: (error) => said.push(error === undefined ? 'taken' : 'refused'),
  });
  t.teardown(() => db.close());
  return { db, file, faults: faults.fails, said };
}
const put = (db: Database, key: string, value = key) =>
  db.write((tx) => tx.run('INSERT INTO pair VALUES (?, ?)', key, value));
/** Reads the file once, and has it open until it ends. It is read-only: a writer that closes last copies the log. */
async function otherProcess(file: string) {
  const script = `const db = new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 5_000, readOnly: true });
    db.prepare('SELECT 1 FROM sqlite_schema').get(); process.stdout.write('open'); process.stdin.resume()`;
  const child = spawn(process.execPath, ['--no-warnings', '-e', script, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async end() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
const held = (db: Database) =>
  db.read((rows) => rows.all<{ key: string }>('SELECT key FROM pair ORDER BY key')).map(({ key }) => key);
/** The reopened file is verified by a thread, which takes seconds to start on a busy machine. */
const taken = (said: readonly string[]) => until('writes are taken', () => said.at(-1) === 'taken', 60_000);
const unavailable = domainErrorLike('DEPENDENCY_UNAVAILABLE', {
  retryAfterMs: 1_000,
  metadata: { dependency: 'storage' },
});

t.test('after a failed fsync nothing is acknowledged until the file is reopened', async (t) => {
  const { db, faults, said } = opened(t);
  let commits = 0;
  db.onCommit(() => () => commits++);
  await put(db, 'before');
  faults.set('COMMIT', codes.fsync);
  const group = [put(db, 'a'), put(db, 'b')];
  for (const each of group) await t.rejects(each, unavailable);
  await t.rejects(put(db, 'c'), unavailable);
  t.same(held(db), ['before'], 'reads go on');
  // It is reopened repeatedly and cannot be verified.
  await until('it was tried again', () => said.length > 3);
  t.ok(said.every((each) => each === 'refused'));
  await t.rejects(put(db, 'd'), unavailable);
  faults.clear();
  await taken(said);
  await put(db, 'after');
  t.same(held(db), ['after', 'before']);
  t.equal(commits, 3, 'the failed one may have been done');
  t.match(db.figures(), { commits: 2, failedCommits: 1, writes: 2 });
});

t.test('a failed fsync of the log rejects its writes and those gathered meanwhile', async (t) => {
  const log = heldLog();
  const { db, said } = opened(t, undefined, undefined, log.open);
  const first = put(db, 'a');
  await until('the log is synced', () => log.waiting() === 1);
  const second = put(db, 'b');
  log.fail();
  await t.rejects(first, unavailable);
  await t.rejects(second, unavailable);
  await t.rejects(put(db, 'c'), unavailable);
  t.same(held(db), [], 'what may be lost is not read');
  t.same(said, ['refused']);
  await taken(said);
  const third = put(db, 'd');
  await until('the log is synced', () => log.waiting() === 1);
  log.release();
  await third;
  t.same(held(db), ['a', 'd'], 'a write of a failed commit may have been done');
  t.match(db.figures(), { commits: 1, failedCommits: 1, writes: 1 });
});

t.test('a disk that fills up while an earlier commit waits for it does not affect that one', async (t) => {
  const log = heldLog();
  const { db, faults, said } = opened(t, undefined, undefined, log.open);
  const first = put(db, 'a');
  await until('the log is synced', () => log.waiting() === 1);
  faults.set('INSERT', codes.full);
  await t.rejects(put(db, 'b'), unavailable);
  faults.clear();
  t.same(said, ['refused'], 'the file is not reopened yet');
  log.release();
  await first;
  await taken(said);
  t.same(held(db), ['a']);
});

t.test('a disk that fills up while an earlier commit waits, which fails then, is one failure', async (t) => {
  const log = heldLog();
  const logs = { opened: 0, closed: 0 };
  const counted = (file: string) => {
    const real = log.open(file);
    logs.opened++;
    return {
      ...real,
      close() {
        logs.closed++;
        real.close();
      },
    };
  };
  const { db, faults, said } = opened(t, undefined, undefined, counted);
  const first = put(db, 'a');
  await until('the log is synced', () => log.waiting() === 1);
  faults.set('INSERT', codes.full);
  await t.rejects(put(db, 'b'), unavailable);
  faults.clear();
  log.fail();
  await t.rejects(first, unavailable);
  await taken(said);
  t.same(said, ['refused', 'taken']);
  log.releaseAll();
  await put(db, 'c');
  t.same(held(db), ['a', 'c']);
  await db.close();
  t.same(logs, { opened: 2, closed: 2 });
});

t.test('what may be lost is not read while the file cannot be reopened', async (t) => {
  const log = heldLog();
  const { db, faults, said } = opened(t, undefined, undefined, log.open);
  let commits = 0;
  db.onCommit(() => () => commits++);
  const failsAt = async (step: string) => {
    faults.clear();
    faults.set(step, codes.fsync);
    const tries = said.length;
    await until('it was tried again', () => said.length > tries + 1);
  };
  const first = put(db, 'a');
  await until('the log is synced', () => log.waiting() === 1);
  faults.set('open', codes.fsync);
  log.fail();
  await t.rejects(first, unavailable);
  for (const step of ['open', 'BEGIN IMMEDIATE']) {
    await failsAt(step);
    t.same(held(db), [], step);
  }
  for (const step of ['TRUNCATE', 'open', 'BEGIN IMMEDIATE']) {
    await failsAt(step);
    t.throws(() => held(db), unavailable, `${step}: the checkpoint ended the old snapshot`);
  }
  t.equal(commits, 0);
  faults.clear();
  await taken(said);
  t.same(held(db), ['a']);
  t.equal(commits, 1);
});

/** Pages that exceed `copyAfter`, and with which the log begins anew. */
const longText = 'x'.repeat(5 << 20);
const longestText = 'x'.repeat(20 << 20);

t.test('a failed copy of the log rejects no write that is on disk; later ones are refused', async (t) => {
  const { db, faults, said } = opened(t);
  faults.set('copy', codes.fsync);
  await put(db, 'a', longText);
  await until('writes are refused', () => said.length === 1);
  await t.rejects(put(db, 'b'), unavailable);
  t.same(held(db), ['a']);
  faults.clear();
  await taken(said);
  await put(db, 'c');
  t.same(held(db), ['a', 'c']);
});

for (const beside of [true, false])
  t.test(
    `a failed copy rejects writes that gather${beside ? ', not the commit in progress' : ''}`,
    async (t) => {
      const log = heldLog();
      const copy = Promise.withResolvers<boolean>();
      const openCopy = () => ({ copy: () => copy.promise, close() {} });
      const { db, said } = opened(t, undefined, undefined, log.open, openCopy);
      const first = put(db, 'a', longText);
      await until('the log is synced', () => log.waiting() === 1);
      log.release();
      await first;
      const second = beside ? put(db, 'b') : undefined;
      if (second) await until('the log is synced', () => log.waiting() === 1);
      const third = put(db, 'c');
      copy.reject(failure(codes.fsync));
      await t.rejects(third, unavailable);
      t.same(said, ['refused']);
      log.release();
      await second;
      await taken(said);
      t.same(held(db), beside ? ['a', 'b'] : ['a']);
    },
  );

for (const beside of [false, true])
  t.test(
    `after a failed copy the whole log is copied again${beside ? ', once no other process has the file open' : ''}`,
    async (t) => {
      const file = `${t.testdir()}/a.db`;
      let snapshot: DatabaseSync | undefined;
      const copy = async (): Promise<never> => {
        const other = new DatabaseSync(file);
        other.exec('PRAGMA wal_checkpoint(PASSIVE)');
        const { log, checkpointed } = other.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Record<
          string,
          number
        >;
        t.ok(checkpointed! > 0 && checkpointed! < log!, 'a part was copied');
        other.close();
        snapshot!.close();
        // A disk that fails to write: the pages are gone, and the next sync succeeds.
        const pages = openSync(file, 'r+');
        writeSync(pages, Buffer.alloc(statSync(file).size - 4_096, 0xee), 0, undefined, 4_096);
        closeSync(pages);
        throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' });
      };
      const { db, said } = opened(t, undefined, file, walSync, () => ({ copy, close() {} }));
      await put(db, 'a', 'x'.repeat(100_000));
      snapshot = new DatabaseSync(file);
      snapshot.exec('BEGIN; SELECT key FROM pair');
      const other = beside ? await otherProcess(file) : undefined;
      await put(db, 'b', longText);
      await until('writes are refused', () => said.length === 1);
      if (other) {
        await until('it was tried again', () => said.length > 3);
        t.throws(() => held(db), unavailable, 'pages may be lost');
        await other.end();
      }
      await taken(said);
      t.same(held(db), ['a', 'b']);
      t.equal(
        db.read((rows) => rows.get<{ value: string }>('SELECT value FROM pair'))?.value.length,
        100_000,
      );
    },
  );

t.test('a database closes although SQLite ended the transaction of its reads', async (t) => {
  const file = `${t.testdir()}/a.db`;
  let closed = 0;
  const { db } = opened(t, undefined, file, walSync, () => ({
    copy: () => Promise.resolve(true),
    close: () => {
      closed++;
    },
  }));
  await put(db, 'a', 'x'.repeat(100_000));
  db.read((rows) => {
    rows.all('SELECT key FROM pair');
    // SQLite does so after some errors.
    rows.run('ROLLBACK');
  });
  await db.close();
  t.equal(closed, 1);
});

t.test('a copy of the log that is not possible now is no failure', async (t) => {
  const { db, faults, said } = opened(t);
  faults.set('copy', codes.busy);
  await put(db, 'a', longText);
  await put(db, 'b');
  t.same(said, []);
});

t.test('a failed checkpoint rejects no write: its log is on disk; later ones are refused', async (t) => {
  const { db, faults, said } = opened(t);
  let commits = 0;
  db.onCommit(() => () => commits++);
  await put(db, 'a', longestText);
  faults.set('PASSIVE', codes.fsync);
  await put(db, 'b');
  t.same(held(db), ['a', 'b']);
  t.equal(commits, 2, 'caches see it');
  await t.rejects(put(db, 'c'), unavailable);
  t.same(said, ['refused']);
  faults.clear();
  await taken(said);
  await put(db, 'd');
  t.same(held(db), ['a', 'b', 'd']);
  t.match(db.figures(), { commits: 3, failedCommits: 0, writes: 3 });
});

t.test('a failed sync before a checkpoint rejects its writes, which are not read', async (t) => {
  let fails = true;
  const openLog = (file: string) => {
    const real = walSync(file);
    const syncNow = () => {
      if (fails) throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'fdatasync' });
      real.syncNow();
    };
    return { ...real, syncNow };
  };
  const { db, faults, said } = opened(t, undefined, undefined, openLog);
  await put(db, 'a', longestText);
  faults.set('open', codes.open);
  await t.rejects(put(db, 'b'), unavailable);
  t.same(held(db), ['a']);
  fails = false;
  faults.clear();
  await taken(said);
  t.same(held(db), ['a', 'b']);
});

t.test('a file is not reopened while another process keeps its log from being copied', async (t) => {
  const { db, file, faults, said } = opened(t);
  await put(db, 'a');
  const other = new DatabaseSync(file);
  other.exec('BEGIN; SELECT * FROM pair');
  await put(db, 'b');
  faults.set('INSERT', codes.full);
  await t.rejects(put(db, 'c'), unavailable);
  faults.clear();
  const tries = said.length;
  await until('it was tried again', () => said.length > tries + 1);
  t.notOk(said.includes('taken'));
  t.same(held(db), ['a', 'b'], 'reads go on');
  other.exec('COMMIT');
  other.close();
  await taken(said);
  await put(db, 'd');
});

t.test('the process does not wait for a reader that keeps a file from being reopened', async (t) => {
  const file = `${t.testdir()}/a.db`;
  const faults = { fails: new Map<string, number>() };
  const said: string[] = [];
  const db = openDatabase({
    file,
    migrations,
    connect: failing(faults),
    reopenMs: 1,
    onWrites: (error) => said.push(error === undefined ? 'taken' : 'refused'),
  });
  t.teardown(() => db.close());
  await put(db, 'a');
  const other = new DatabaseSync(file);
  other.exec('BEGIN; SELECT * FROM pair');
  await put(db, 'b');
  faults.fails.set('INSERT', codes.full);
  await t.rejects(put(db, 'c'), unavailable);
  faults.fails.clear();
  let turned = performance.now();
  let longestMs = 0;
  await until('it was tried again', () => {
    longestMs = Math.max(longestMs, performance.now() - turned);
    turned = performance.now();
    return said.length > 3;
  });
  t.ok(longestMs < 3_000, `stood still for ${longestMs} ms`);
  other.close();
  await taken(said);
  t.same(await db.write((tx) => tx.get('PRAGMA busy_timeout')), { timeout: 5_000 });
});

t.test('a disk that fills up within a transaction rolls all of it back', async (t) => {
  const { db, faults, said } = opened(t);
  const first = put(db, 'a');
  faults.set('INSERT', codes.full);
  await t.rejects(put(db, 'b'), unavailable);
  await t.rejects(first, unavailable, 'it shared the transaction');
  faults.clear();
  await taken(said);
  t.same(held(db), []);
  await put(db, 'c');
  t.same(held(db), ['c']);
});

t.test('a transaction that cannot begin is a storage failure, too', async (t) => {
  const { db, faults, said } = opened(t);
  faults.set('BEGIN IMMEDIATE', codes.open);
  await t.rejects(put(db, 'a'), unavailable);
  faults.clear();
  await taken(said);
  await put(db, 'a');
});

t.test('a damaged file accepts no writes', async (t) => {
  const { db, file, faults, said } = opened(t);
  for (let i = 0; i < 50; i++) await put(db, `${i}`, 'x'.repeat(2_000));
  const other = new DatabaseSync(file);
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  other.close();
  faults.set('COMMIT', codes.fsync);
  await t.rejects(put(db, 'a'), unavailable);
  const pages = openSync(file, 'r+');
  for (let at = 3 * 4_096; at < statSync(file).size; at += 4_096)
    writeSync(pages, Buffer.alloc(4_096, 0xee), 0, 4_096, at);
  closeSync(pages);
  faults.clear();
  const tries = said.length;
  await until('it was tried again', () => said.length > tries);
  t.notOk(said.includes('taken'));
  await t.rejects(put(db, 'b'), unavailable);
});

t.test('a missing file is not created again', async (t) => {
  const { db, file, faults, said } = opened(t);
  await put(db, 'a');
  faults.set('COMMIT', codes.fsync);
  await t.rejects(put(db, 'b'), unavailable);
  rmSync(file);
  faults.clear();
  const tries = said.length;
  await until('it was tried again', () => said.length > tries);
  t.notOk(existsSync(file));
});

t.test('a file on a full disk is opened for reading, and for writing when there is space', async (t) => {
  const { db: before, file } = opened(t);
  await put(before, 'a');
  await before.close();
  const faults = { fails: new Map([['open', codes.full as number]]) };
  const { db, said } = opened(t, faults, file);
  t.same(held(db), ['a']);
  await t.rejects(put(db, 'b'), unavailable);
  await until('it was tried again', () => said.length > 2);
  t.same(held(db), ['a'], 'also after it was tried again');
  faults.fails.clear();
  await taken(said);
  await put(db, 'b');
  t.same(held(db), ['a', 'b']);
});

t.test('a file that does not exist, or has an old schema, cannot be read from a full disk', async (t) => {
  const faults = { fails: new Map([['open', codes.full as number]]) };
  t.throws(() => opened(t, faults), /injected/);
});

t.test("another process's lock is waited for, then refused as transient", async (t) => {
  const { db, file, said } = opened(t);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  await t.rejects(put(db, 'a'), unavailable);
  other.exec('COMMIT');
  other.close();
  await put(db, 'a');
  t.same(said, [], 'nothing is wrong with the file');
});

t.test('closing ends a reopening in progress', async (t) => {
  const { db, faults } = opened(t);
  faults.set('COMMIT', codes.fsync);
  await t.rejects(put(db, 'a'), unavailable);
  faults.clear();
  await db.close();
  await t.rejects(put(db, 'a'), /is closed/);
});
