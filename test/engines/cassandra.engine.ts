// Engines: cassandra
import t from 'tap';
import { cassandraClient, statement } from '../../platform/cassandra/cassandra.ts';
import { openCassandra } from '../../platform/cassandra/migrate.ts';
import { cassandraClaimMigration, cassandraClaims } from '../../platform/idempotency/cassandra.ts';
import { claimConformance } from '../../platform/idempotency/conformance.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { cassandraOfTests, testKeyspace } from './cassandra.ts';

t.test('claims in Cassandra', async (t) => {
  const { db, empty } = await testKeyspace(t, [cassandraClaimMigration]);
  claimConformance(
    t,
    async (_, clock) => {
      await empty();
      return cassandraClaims(db, clock, 1_000);
    },
    { sweeping: 'rows end by themselves' },
  );
});

const pairs = {
  name: 'pairs',
  statements: ['CREATE TABLE IF NOT EXISTS :pair (key text PRIMARY KEY, value text)'],
};

t.test('of many processes that migrate at once, one does each step', async (t) => {
  const access = cassandraOfTests();
  const more = { name: 'more', statements: ['ALTER TABLE :pair ADD more text'] };
  const broken = { name: 'broken', statements: ['SELECT nonsense'] };
  const all = await Promise.all([1, 2, 3].map(() => openCassandra(access, 'test', [pairs, more], Date.now)));
  const client = cassandraClient(access, 60_000);
  t.teardown(async () => {
    for (const each of all) await each.close();
    await client.execute(`DROP KEYSPACE ${access.keyspace}_test`, [], { prepare: false });
    await client.shutdown();
  });
  t.same(await all[0]!.all("SELECT number, name FROM :schema_migration WHERE part = 'all'", []), [
    { number: 1, name: 'pairs' },
    { number: 2, name: 'more' },
  ]);
  await t.rejects(openCassandra(access, 'test', [pairs], Date.now), /is newer than this code/);
  await t.rejects(openCassandra(access, 'test', [pairs, more, broken], Date.now), /step 3 \(broken\) failed/);
});

t.test('long lists are complete, or up to their limit', async (t) => {
  const { db } = await testKeyspace(t, [
    {
      name: 'rows',
      statements: ['CREATE TABLE IF NOT EXISTS :row (part text, n int, PRIMARY KEY (part, n))'],
    },
  ]);
  const insert = (n: number) => statement("INSERT INTO :row (part, n) VALUES ('a', ?)", n);
  for (let from = 0; from < 6_000; from += 500) {
    await db.batch(Array.from({ length: 500 }, (_, i) => insert(from + i)));
  }
  const select = "SELECT n FROM :row WHERE part = 'a'";
  t.equal((await db.all(select, [])).length, 6_000);
  t.equal((await db.all(select, [], 5_500)).length, 5_500);
  t.equal(await db.count(select, []), 6_000);
});

t.test('without a node every call fails in time with a reason', async (t) => {
  const nobody = { ...cassandraOfTests(), contactPoints: ['127.0.0.1:1'] };
  await t.rejects(
    openCassandra(nobody, 'test', [pairs], Date.now),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
  );
});
