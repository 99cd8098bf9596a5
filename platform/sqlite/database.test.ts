import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Migration } from '../migrations.ts';
import { settle, until } from '../testing/until.ts';
import { checkpointWorker } from './checkpoint-worker.ts';
import { type Database, type DatabaseOptions, openDatabase } from './database.ts';
import { commitOrder } from './group-commit.ts';
import { logCopy } from './log-copy.ts';
import { statementsOf } from './statements.ts';
import { heldLog } from './testing/held-log.ts';

const migrations: Migration[] = [
  {
    name: 'pairs',
    sql: 'CREATE TABLE pair (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  },
];
const PUT = 'INSERT INTO pair (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value';
const GET = 'SELECT value FROM pair WHERE key = ?';

function opened(t: Test, options: Partial<DatabaseOptions> = {}): { db: Database; file: string } {
  const file = options.file ?? `${t.testdir()}/deep/er/test.db`;
  const db = openDatabase({ migrations, ...options, file });
  t.teardown(() => db.close());
  return { db, file };
}
const put = (db: Database, key: string, value: string) => db.write((tx) => tx.run(PUT, key, value));
const held = (db: Database, key: string) => db.read((rows) => rows.get<{ value: string }>(GET, key)?.value);

t.test(
  'a write is acknowledged after its commit: another connection sees it then, and not before',
  async (t) => {
    const { db, file } = opened(t);
    const other = new DatabaseSync(file, { readOnly: true });
    t.teardown(() => other.close());
    const seen = () => other.prepare(GET).get('a')?.value;
    const acknowledged = put(db, 'a', '1');
    t.equal(seen(), undefined);
    t.equal(held(db, 'a'), undefined, 'our own readers do not see it either');
    await acknowledged;
    t.equal(seen(), '1');
    t.equal(held(db, 'a'), '1');
  },
);

t.test('the check above fails when writes are acknowledged before the commit', async (t) => {
  const { db } = opened(t);
  const honest = commitOrder.run;
  let late: Promise<void> | undefined;
  commitOrder.run = async (commit, acknowledge) => {
    acknowledge();
    setImmediate(() => {
      late = commit();
    });
  };
  t.teardown(() => {
    commitOrder.run = honest;
  });
  await put(db, 'a', '1');
  t.equal(held(db, 'a'), undefined);
  await until('it is committed', () => late !== undefined);
  await late;
  t.equal(held(db, 'a'), '1');
});

t.test('while a commit waits for the disk, reads do not see it and the next group gathers', async (t) => {
  const log = heldLog();
  const { db } = opened(t, { openLog: log.open });
  const order: string[] = [];
  db.onCommit(() => {
    order.push('commit');
    return () => order.push(`durable ${held(db, 'a')}`);
  });
  const first = put(db, 'a', '1').then(() => order.push('first'));
  await until('the log is synced', () => log.waiting() === 1);
  t.equal(held(db, 'a'), undefined);
  const rest = [put(db, 'a', '2'), put(db, 'b', '2')];
  const then = Promise.all(rest).then(() => order.push('rest'));
  t.equal(held(db, 'a'), undefined);
  await settle();
  t.same(order, ['commit'], 'nothing is acknowledged or committed meanwhile');
  log.release();
  await first;
  await until('the next group is synced', () => log.waiting() === 1);
  t.equal(held(db, 'a'), '1');
  log.release();
  await then;
  t.same(order, ['commit', 'durable 1', 'first', 'commit', 'durable 2', 'rest']);
  t.match(db.figures(), { commits: 2, writes: 3, largestGroup: 2 });
});

t.test('closing waits for the disk', async (t) => {
  const log = heldLog();
  const { db } = opened(t, { openLog: log.open });
  const first = put(db, 'a', '1');
  await until('the log is synced', () => log.waiting() === 1);
  const second = put(db, 'b', '2');
  let closed = false;
  const closing = db.close().then(() => {
    closed = true;
  });
  await settle();
  t.notOk(closed);
  log.release();
  await first;
  await until('the next group is synced', () => log.waiting() === 1);
  t.notOk(closed);
  log.release();
  await Promise.all([second, closing]);
});

t.test('the writes of one turn share one commit', async (t) => {
  const { db } = opened(t);
  let commits = 0;
  const stop = db.onCommit(() => () => commits++);
  await Promise.all(Array.from({ length: 100 }, (_, i) => put(db, `k${i}`, 'v')));
  t.equal(commits, 1);
  t.match(db.figures(), { commits: 1, writes: 100, largestGroup: 100, failedWrites: 0 });
  stop();
  await put(db, 'again', 'v');
  t.equal(commits, 1);
  t.equal(db.figures().commits, 2);
});

t.test('a write that throws rolls back only itself', async (t) => {
  const { db } = opened(t);
  const results = await Promise.allSettled([
    put(db, 'a', '1'),
    db.write((tx) => {
      tx.run(PUT, 'a', 'broken');
      tx.run(PUT, 'b', 'broken');
      throw new Error('changed my mind');
    }),
    db.write((tx) => tx.get<{ value: string }>(GET, 'a')?.value),
    db.write((tx) => tx.run('INSERT INTO pair (key, value) VALUES (?, ?)', 'a', 'twice')),
    db.write(async () => {}),
    put(db, 'c', '3'),
  ]);
  t.match(results, [
    { status: 'fulfilled', value: { changes: 1 } },
    { status: 'rejected', reason: { message: 'changed my mind' } },
    { status: 'fulfilled', value: '1' },
    { status: 'rejected', reason: /UNIQUE/ },
    { status: 'rejected', reason: /must be synchronous/ },
    { status: 'fulfilled' },
  ]);
  t.same([held(db, 'a'), held(db, 'b'), held(db, 'c')], ['1', undefined, '3']);
  t.equal(db.figures().failedWrites, 3);
});

t.test('a write inside a write is refused', async (t) => {
  const { db } = opened(t);
  let inner: Promise<unknown> | undefined;
  await db.write((tx) => {
    inner = put(db, 'inner', '1').catch((error) => error.message);
    tx.run(PUT, 'outer', '1');
  });
  t.match(await inner, /a write inside a write/);
  t.same([held(db, 'outer'), held(db, 'inner')], ['1', undefined]);
});

t.test('a failed commit rejects every write in it, and the database recovers', async (t) => {
  const { db } = opened(t, {
    migrations: [
      ...migrations,
      {
        name: 'links',
        sql: 'CREATE TABLE link (key TEXT NOT NULL REFERENCES pair (key) DEFERRABLE INITIALLY DEFERRED) STRICT',
      },
    ],
  });
  const results = await Promise.allSettled([
    put(db, 'a', '1'),
    db.write((tx) => tx.run('INSERT INTO link (key) VALUES (?)', 'nowhere')),
  ]);
  t.match(results, [
    { status: 'rejected', reason: /FOREIGN KEY/ },
    { status: 'rejected', reason: /FOREIGN KEY/ },
  ]);
  t.equal(held(db, 'a'), undefined);
  await put(db, 'b', '2');
  t.equal(held(db, 'b'), '2');
  t.match(db.figures(), { failedCommits: 1, commits: 1, writes: 1 });
});

t.test('when SQLite rolls back the whole transaction, all its writes reject', async (t) => {
  const { db } = opened(t);
  const before = put(db, 'a', '1').catch((error) => error.message);
  const fatal = db.write((tx) => tx.run('INSERT OR ROLLBACK INTO pair (key, value) VALUES (?, NULL)', 'b'));
  await t.rejects(fatal, /NOT NULL/);
  const after = put(db, 'c', '3');
  t.match(await before, /NOT NULL/);
  await after;
  t.same([held(db, 'a'), held(db, 'c')], [undefined, '3']);
});

t.test('closing commits pending writes and refuses later ones', async (t) => {
  const { db, file } = opened(t, { schedule: { begun: () => {} } });
  const pending = put(db, 'a', '1');
  await db.close();
  await pending;
  await db.close();
  await t.rejects(put(db, 'b', '2'), /is closed/);
  const again = opened(t, { file });
  t.equal(held(again.db, 'a'), '1');
});

t.test(
  'the file is in WAL mode, its log is synced by us, with foreign keys, and readers cannot write',
  async (t) => {
    const { db } = opened(t);
    const pragma = (name: string) => db.write((tx) => Object.values(tx.get(`PRAGMA ${name}`) ?? {})[0]);
    t.same(
      [await pragma('journal_mode'), await pragma('synchronous'), await pragma('foreign_keys')],
      ['wal', 1, 1],
    );
    t.throws(() => db.read((rows) => rows.run(PUT, 'a', '1')), /readonly/);
    t.throws(() => openDatabase({ file: ':memory:', migrations }), /needs a file/);
  },
);

t.test('steps run once, in order, and a newer or foreign database is refused', async (t) => {
  const second = { name: 'more', sql: "INSERT INTO pair VALUES ('made by', 'step 2')" };
  const { db, file } = opened(t);
  await db.close();
  for (let i = 0; i < 2; i++) {
    const { db } = opened(t, { file, migrations: [...migrations, second] });
    t.equal(held(db, 'made by'), 'step 2');
    await db.close();
  }
  t.throws(() => opened(t, { file }), /is newer than this code, .* step 2 \(more\)/);
  t.throws(
    () => opened(t, { file, migrations: [...migrations, { ...second, name: 'other' }] }),
    /does not know its step 2 \(more\)/,
  );
  const broken = { name: 'broken', sql: 'CREATE TABLE half (a TEXT); SELECT nonsense' };
  t.throws(
    () => opened(t, { file, migrations: [...migrations, second, broken] }),
    /step 3 \(broken\) failed/,
  );
  const { db: whole } = opened(t, { file, migrations: [...migrations, second] });
  t.equal(
    whole.read((rows) => rows.get("SELECT 1 FROM sqlite_master WHERE name = 'half'")),
    undefined,
    'a step that fails leaves nothing behind',
  );
});

t.test('prepared statements are cached by their text, up to a limit', async (t) => {
  const db = new DatabaseSync(':memory:');
  t.teardown(() => db.close());
  let prepared = 0;
  const counted = {
    prepare(sql: string) {
      prepared++;
      return db.prepare(sql);
    },
  } as unknown as DatabaseSync;
  const statements = statementsOf(counted, 2);
  for (const sql of ['SELECT 1 AS n', 'SELECT 1 AS n', 'SELECT 2 AS n', 'SELECT 3 AS n', 'SELECT 1 AS n']) {
    t.ok(statements.get(sql));
  }
  t.equal(prepared, 4);
  t.same([...statements.iterate<{ n: number }>('VALUES (1), (2)')].length, 2);
});

t.test('any mix of writes, failures and turns leaves what a plain map would hold', async (t) => {
  const { db } = opened(t);
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.string({ maxLength: 4 }),
    kind: fc.constantFrom('put', 'delete', 'fail', 'end of turn'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await db.write((tx) => tx.run('DELETE FROM pair'));
      const model = new Map<string, string>();
      const committed = () =>
        new Map(
          db.read((rows) =>
            rows.all<{ key: string; value: string }>('SELECT * FROM pair').map((row) => [row.key, row.value]),
          ),
        );
      let pending: Promise<unknown>[] = [];
      let before = new Map(model);
      for (const { kind, key, value } of steps) {
        if (kind === 'put') {
          pending.push(put(db, key, value));
          model.set(key, value);
        } else if (kind === 'delete') {
          pending.push(db.write((tx) => tx.run('DELETE FROM pair WHERE key = ?', key)));
          model.delete(key);
        } else if (kind === 'fail') {
          const failed = db.write((tx) => {
            tx.run('DELETE FROM pair');
            tx.run(PUT, key, value);
            throw new Error('no');
          });
          pending.push(failed.catch(() => {}));
        } else {
          if (JSON.stringify([...committed()]) !== JSON.stringify([...before].sort())) return false;
          await Promise.all(pending);
          pending = [];
          before = new Map(model);
        }
      }
      await Promise.all(pending);
      return JSON.stringify([...committed()]) === JSON.stringify([...model].sort());
    }),
    { numRuns: 100 },
  );
});

t.test('the log begins anew although writes and reads come without a pause', async (t) => {
  const { db, file } = opened(t, {
    limits: { copyAfter: 50, restartAfter: 200, rest: 50, restartAtLatest: Number.POSITIVE_INFINITY },
  });
  /** The header of a log has another salt each time. */
  const salt = () => readFileSync(`${file}-wal`).readUInt32BE(16);
  const first = salt();
  let ends = false;
  const writer = async (key: string) => {
    for (let n = 0; !ends; n++) {
      await put(db, key, `${n}${'x'.repeat(4_000)}`);
      if (!held(db, key)?.startsWith(`${n}x`)) t.fail(`${n} is acknowledged and not read`);
    }
  };
  const writing = Promise.all(['a', 'b', 'c', 'd'].map(writer));
  await until('the log has begun anew twice', () => salt() - first >= 2, 60_000).finally(() => {
    ends = true;
  });
  await writing;
});

t.test('without another thread the log begins anew later', async (t) => {
  const withoutThread = checkpointWorker(() => {
    throw new Error('no memory');
  });
  const { db, file } = opened(t, {
    limits: { copyAfter: 10, restartAfter: 20, rest: 5, restartAtLatest: 100 },
    openCopy: (file) => logCopy(file, withoutThread),
  });
  for (let id = 0; id < 500; id++) await put(db, `${id}`, 'x'.repeat(4_000));
  const pages = statSync(`${file}-wal`).size / 4_120;
  t.ok(pages > 90 && pages < 200, `${pages}`);
});

t.test("a log that another process's snapshot kept begins anew soon after that ends", async (t) => {
  const { db, file } = opened(t, {
    limits: { copyAfter: 10, restartAfter: 100, rest: 5, restartAtLatest: 100 },
    openCopy: () => ({ copy: async () => false, close() {} }),
  });
  const salt = () => readFileSync(`${file}-wal`).readUInt32BE(16);
  const first = salt();
  const putPages = async (from: number, to: number) => {
    for (let id = from; id < to; id++) await put(db, `${id}`, 'x'.repeat(4_000));
  };
  const other = new DatabaseSync(file);
  other.exec('BEGIN; SELECT * FROM pair');
  await putPages(0, 60);
  t.equal(salt(), first);
  t.ok(statSync(`${file}-wal`).size > 100 * 4_120, 'a restart was tried');
  other.close();
  await putPages(60, 70);
  t.not(salt(), first);
});
