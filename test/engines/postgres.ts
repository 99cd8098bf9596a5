import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Test } from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { engineSettings, hostOf, portOf } from '../../platform/engines/settings.ts';
import type { Migration } from '../../platform/migrations.ts';
import type { PostgresAccess } from '../../platform/postgres/node.ts';
import { openPostgres, type Postgres } from '../../platform/postgres/postgres.ts';
import { postgresAccess, postgresSettings } from '../../platform/postgres/settings.ts';
import { engineSettings as settingsOf } from './engines.ts';

/** The PostgreSQL of this machine's engines. */
export function postgresOfTests(env = settingsOf('postgres')): PostgresAccess {
  const groups = { engines: engineSettings, postgres: postgresSettings };
  const { engines, postgres } = loadConfig(groups, env);
  return postgresAccess(postgres, engines);
}

/** A schema for this test; it is dropped afterwards. */
export async function testSchema(t: Test, migrations: readonly Migration[]): Promise<Postgres> {
  const access = { ...postgresOfTests(), poolSize: 4 };
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const db = await openPostgres({ access, schema, migrations, clock: systemClock });
  t.teardown(async () => {
    await db.write((tx) => tx.run(`DROP SCHEMA ${schema} CASCADE`));
    await db.close();
  });
  return db;
}

/** A direct connection of the test to one server. */
export async function connectionTo(t: Test, address: string): Promise<pg.Client> {
  const { database, user, password, tls } = postgresOfTests();
  const client = new pg.Client({
    host: hostOf(address),
    port: portOf(address),
    database,
    user,
    ...(password !== undefined && { password }),
    ...(tls && { ssl: tls }),
  });
  await client.connect();
  t.teardown(() => client.end());
  return client;
}
