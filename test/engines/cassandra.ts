import { randomBytes } from 'node:crypto';
import type { Test } from 'tap';
import { type Cassandra, type CassandraAccess, cassandraClient } from '../../platform/cassandra/cassandra.ts';
import { type CassandraMigration, openCassandra } from '../../platform/cassandra/migrate.ts';
import { cassandraAccess, cassandraSettings } from '../../platform/cassandra/settings.ts';
import { loadConfig } from '../../platform/config.ts';
import { engineSettings } from '../../platform/engines/settings.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The Cassandra of this machine's engines; this process has its own keyspaces. */
export function cassandraOfTests(env = settingsOf('cassandra')): CassandraAccess {
  const groups = { engines: engineSettings, cassandra: cassandraSettings };
  const { engines, cassandra } = loadConfig(groups, {
    SKEIN_CASSANDRA_KEYSPACE: `test_${randomBytes(6).toString('hex')}`,
    ...env,
  });
  return cassandraAccess(cassandra, engines);
}

export interface TestKeyspace {
  readonly db: Cassandra;
  /** Empties all tables: faster than a keyspace for each test. */
  empty(): Promise<void>;
}

/** A keyspace for this test; it is dropped afterwards. */
export async function testKeyspace(t: Test, steps: readonly CassandraMigration[]): Promise<TestKeyspace> {
  const access = cassandraOfTests();
  const db = await openCassandra(access, 'test', steps, Date.now);
  const client = cassandraClient(access, 60_000);
  const keyspace = `${access.keyspace}_test`;
  t.teardown(async () => {
    await db.close();
    await client.execute(`DROP KEYSPACE ${keyspace}`, [], { prepare: false });
    await client.shutdown();
  });
  const tables = steps.flatMap(({ statements }) =>
    statements.flatMap((cql) => /^CREATE TABLE IF NOT EXISTS :(\w+)/.exec(cql)?.[1] ?? []),
  );
  return {
    db,
    async empty() {
      // Empty tables too: tombstones hide writes with an older timestamp.
      const truncate = (table: string) =>
        client.execute(`TRUNCATE ${keyspace}.${table}`, [], { prepare: false });
      await Promise.all(tables.map(truncate));
    },
  };
}
