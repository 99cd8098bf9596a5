// Engines: postgres
import { randomBytes } from 'node:crypto';
import t, { type Test } from 'tap';
import { systemClock } from '../../platform/clock.ts';
import type { Migration } from '../../platform/migrations.ts';
import { openPostgres, type Postgres } from '../../platform/postgres/postgres.ts';
import { ownPromotions, type Promotions } from '../../platform/postgres/promotions.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { connectionTo, postgresOfTests, testSchema } from './postgres.ts';

const migrations: Migration[] = [
  { name: 'pairs', sql: 'CREATE TABLE pair (key text PRIMARY KEY, value text NOT NULL)' },
];
const put = (db: Postgres, key: string, value: string) =>
  db.write((tx) =>
    tx.run(
      'INSERT INTO pair (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      key,
      value,
    ),
  );
const held = async (db: Postgres, key: string) =>
  (await db.read((rows) => rows.get<{ value: string }>('SELECT value FROM pair WHERE key = $1', key)))?.value;
const readsFromReplica = async (db: Postgres) =>
  (await db.read((rows) => rows.get<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby')))
    ?.standby === true;

/** A schema, another process's handle on it, and that of a process with these reported promotions. */
async function processes(t: Test, reported: Promotions): Promise<[Postgres, Postgres, Postgres]> {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const open = async (promotions = ownPromotions) => {
    const db = await openPostgres({
      access: postgresOfTests(),
      schema,
      migrations,
      promotions,
      clock: systemClock,
    });
    t.teardown(() => db.close());
    return db;
  };
  const opened = await Promise.all([open(), open(), open(reported)]);
  t.teardown(() => opened[0].write((tx) => tx.run(`DROP SCHEMA ${schema} CASCADE`)));
  return opened;
}
const twoProcesses = (t: Test) => processes(t, ownPromotions);

async function serverThat(t: Test, standsBy: boolean): Promise<string | undefined> {
  for (const address of postgresOfTests().nodes) {
    const client = await connectionTo(t, address);
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (rows[0].standby === standsBy) return address;
  }
  return undefined;
}
const primaryOf = (t: Test) => serverThat(t, false);

/** The replica's address; the test is skipped without one. */
async function replicaOf(t: Test): Promise<string | undefined> {
  const address = await serverThat(t, true);
  if (address === undefined) t.comment('skipped: there is no replica');
  return address;
}

/** Pauses the replay of a replica; it resumes at the end of the test in any case. */
async function replayOf(t: Test, address: string) {
  const replica = await connectionTo(t, address);
  const resume = () => replica.query('SELECT pg_wal_replay_resume()');
  t.teardown(resume);
  return { pause: () => replica.query('SELECT pg_wal_replay_pause()'), resume };
}

t.test('a schema that is open is there on every server that answers reads', async (t) => {
  if ((await replicaOf(t)) === undefined) return;
  for (let n = 0; n < 20; n++) {
    const db = await testSchema(t, migrations);
    for (let read = 0; read < 2; read++) t.equal(await held(db, 'key'), undefined);
  }
});

t.test('an acknowledged write is seen by every later read, in any process', async (t) => {
  const [writer, reader] = await twoProcesses(t);
  if ((await replicaOf(t)) === undefined) return;
  await until('the replica serves', () => readsFromReplica(reader));
  for (let i = 0; i < 200; i++) {
    await put(writer, 'key', `${i}`);
    if ((await held(reader, 'key')) !== `${i}`) t.fail(`write ${i} was answered and is not seen`);
  }
  t.ok(await readsFromReplica(reader), 'and it is the replica that was read');
});

t.test(
  'a replica that falls behind leaves the read set before a write is acknowledged, and returns by itself',
  async (t) => {
    const [writer, reader] = await twoProcesses(t);
    const address = await replicaOf(t);
    if (address === undefined) return;
    await until('the replica serves', () => readsFromReplica(reader));
    const replay = await replayOf(t, address);
    await replay.pause();
    const began = performance.now();
    await put(writer, 'key', 'behind');
    t.ok(performance.now() - began < 4_000, 'answered all the same');
    t.equal(await held(reader, 'key'), 'behind', 'and seen by others');
    const again = performance.now();
    await put(writer, 'key', 'next');
    t.ok(performance.now() - again < 1_000, 'later changes do not wait for it');
    t.equal(await held(reader, 'key'), 'next');
    t.notOk(await readsFromReplica(reader));
    await replay.resume();
    await until('it serves again', () => readsFromReplica(reader), 15_000);
    t.equal(await held(reader, 'key'), 'next');
  },
);

t.test('a former primary is refused, even where no other server is reached', async (t) => {
  const address = (await primaryOf(t))!;
  /** The reported timelines of each database system. */
  const reported = new Map<string, number[]>();
  const promotions = (promoted: number): Promotions => ({
    async report(system, timeline) {
      reported.set(system, [...(reported.get(system) ?? []), timeline]);
      return timeline + promoted;
    },
  });
  const open = (promoted: number) =>
    openPostgres({
      access: { ...postgresOfTests(), nodes: [address] },
      schema: 'skein_test_empty',
      migrations: [],
      promotions: promotions(promoted),
      clock: systemClock,
    });
  await t.rejects(
    open(1),
    domainErrorLike('DEPENDENCY_UNAVAILABLE', {
      cause: {
        errors: [{ message: `${address} was the primary: another server has been promoted since` }],
      },
    }),
  );
  const present = await open(0);
  await present.close();
  t.equal(reported.size, 1);
  t.match([...reported.keys()][0], /^[0-9]+$/);
  t.ok(
    reported
      .values()
      .next()
      .value!.every((timeline) => timeline >= 1),
  );
});

t.test(
  'a replica that may have been promoted is not removed, and no write is acknowledged without it',
  async (t) => {
    let promoted = async () => 0;
    const [, reader, writer] = await processes(t, {
      report: async (_, timeline) => timeline + (await promoted()),
    });
    const address = await replicaOf(t);
    if (address === undefined) return;
    await until('the replica serves', () => readsFromReplica(reader));
    promoted = () => Promise.reject(new Error('no process answers'));
    await put(writer, 'key', 'replayed');
    t.equal(await held(reader, 'key'), 'replayed', 'while it replays no other process is asked');

    const replay = await replayOf(t, address);
    await until('a change is refused', async () => {
      await replay.resume();
      await until('the replica serves', () => readsFromReplica(reader), 15_000);
      await replay.pause();
      const refused = await put(writer, 'key', 'asked in vain').catch((error: unknown) => error);
      // Otherwise another user of the same servers has removed it.
      if (refused) t.match(refused, domainErrorLike('DEPENDENCY_UNAVAILABLE'));
      return refused !== undefined;
    });
    promoted = async () => 1;
    await t.rejects(put(writer, 'key', 'lost'), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
  },
);

t.test('a process that waits for a removed replica also checks whether it was promoted', async (t) => {
  let promoted = 0;
  const [first, reader, writer] = await processes(t, { report: async (_, timeline) => timeline + promoted });
  const address = await replicaOf(t);
  if (address === undefined) return;
  const primary = await connectionTo(t, (await primaryOf(t))!);
  const sql = 'SELECT serving FROM skein_read_set.replica WHERE address = $1';
  const serves = async () => (await primary.query(sql, [address])).rows[0]?.serving;
  await until('the replica serves', () => readsFromReplica(reader), 15_000);
  const replay = await replayOf(t, address);
  await replay.pause();
  const slow = put(first, 'key', 'by the process that removes it');
  await until('it is put out', async () => !(await serves()));
  const late = writer.write(async (tx) => {
    await tx.run('INSERT INTO pair VALUES ($1, $2)', 'late', 'lost');
    // Reported by another process after this one's last check.
    promoted = 1;
  });
  await t.rejects(late, domainErrorLike('DEPENDENCY_UNAVAILABLE'));
  await slow;
});

t.test('a replica that was removed long ago may have been promoted since: each write checks', async (t) => {
  let promoted = 0;
  const [first, reader, writer] = await processes(t, { report: async (_, timeline) => timeline + promoted });
  const address = await replicaOf(t);
  if (address === undefined) return;
  await until('the replica serves', () => readsFromReplica(reader), 15_000);
  const replay = await replayOf(t, address);
  await replay.pause();
  await put(first, 'key', 'it is no longer read');
  await put(writer, 'key', 'answered');
  const lost = writer.write(async (tx) => {
    await tx.run('INSERT INTO pair VALUES ($1, $2)', 'late', 'lost');
    // Reported by another process after this one's last check.
    promoted = 1;
  });
  await t.rejects(lost, domainErrorLike('DEPENDENCY_UNAVAILABLE'));
});

t.test('a transaction that throws changes nothing; one that lost a conflict runs again', async (t) => {
  const db = await testSchema(t, migrations);
  await put(db, 'a', '1');
  await put(db, 'b', '1');
  const failed = db.write(async (tx) => {
    await tx.run("UPDATE pair SET value = 'broken'");
    throw new Error('changed my mind');
  });
  await t.rejects(failed, /changed my mind/);
  t.equal(await held(db, 'a'), '1');
  let runs = 0;
  const crossing = (first: string, second: string) =>
    db.write(async (tx) => {
      runs++;
      await tx.run("UPDATE pair SET value = value || '+' WHERE key = $1", first);
      await tx.all('SELECT pg_sleep(0.1)');
      await tx.run("UPDATE pair SET value = value || '+' WHERE key = $1", second);
    });
  await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
  t.same([await held(db, 'a'), await held(db, 'b')], ['1++', '1++']);
  t.ok(runs > 2, 'they stood in each other’s way');
});

t.test('of many processes that migrate at once, one does each step', async (t) => {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const slow = { name: 'slow', sql: 'SELECT pg_sleep(0.2); CREATE TABLE slow (a text)' };
  const open = (steps: readonly Migration[]) =>
    openPostgres({ access: postgresOfTests(), schema, migrations: steps, clock: systemClock });
  const all = await Promise.all([1, 2, 3].map(() => open([...migrations, slow])));
  t.teardown(async () => {
    await all[0]!.write((tx) => tx.run(`DROP SCHEMA ${schema} CASCADE`));
    for (const each of all) await each.close();
  });
  const steps = await all[0]!.read((rows) =>
    rows.all('SELECT number, name FROM schema_migration ORDER BY 1'),
  );
  t.same(steps, [
    { number: 1, name: 'pairs' },
    { number: 2, name: 'slow' },
  ]);
  await t.rejects(open(migrations), /is newer than this code, .* step 2 \(slow\)/);
  const broken = { name: 'broken', sql: 'CREATE TABLE half (a text); SELECT nonsense' };
  await t.rejects(open([...migrations, slow, broken]), /step 3 \(broken\) failed/);
  await (await open([...migrations, slow, { name: 'half', sql: 'CREATE TABLE half (a text)' }])).close();
});

t.test('without a server every call fails in time with a reason', async (t) => {
  const nobody = { ...postgresOfTests(), nodes: ['127.0.0.1:1'] };
  const opening = openPostgres({ access: nobody, schema: 'nobody', migrations: [], clock: systemClock });
  await t.rejects(opening, domainErrorLike('DEPENDENCY_UNAVAILABLE'));
});
