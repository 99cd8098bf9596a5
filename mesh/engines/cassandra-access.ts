import { readFileSync } from 'node:fs';
import { errors } from 'cassandra-driver';
import { type CassandraAccess, cassandraClient } from '../../platform/cassandra/cassandra.ts';
import { credentialsOf } from './credentials.ts';
import type { Place } from './place.ts';

/** Cassandra's default account, with a public default password. */
const first = 'cassandra';

/**
 * Connects as a client does. In a secure place it creates the clients' account the first time, and locks the default
 * one.
 *
 * @param user the clients' account
 */
export async function askCassandra(place: Place, address: string, user: string): Promise<void> {
  const node = { contactPoints: [address], datacenter: 'datacenter1', keyspace: 'system', replication: 1 };
  const question = 'SELECT release_version FROM system.local';
  const credentials = credentialsOf(place);
  if (credentials === undefined) return execute(node, question);

  const tls = { ca: readFileSync(credentials.caFile) };
  const as = (username: string, password: string) => ({ ...node, tls, login: { username, password } });
  const client = as(user, credentials.password('cassandra'));
  await execute(client, question).catch(async (error: unknown) => {
    if (!isRefused(error)) throw error;
    const administrator = as(first, credentials.password('cassandra-administrator'));
    // An interrupted run is repeated from the start: the default account's new password is set first.
    const lock = `ALTER ROLE ${first} WITH PASSWORD = '${administrator.login.password}'`;
    await execute(as(first, first), lock).catch((cause: unknown) => {
      if (!isRefused(cause)) throw cause;
    });
    const role = `ROLE IF NOT EXISTS ${user} WITH PASSWORD = '${client.login.password}' AND LOGIN = true`;
    await execute(administrator, `CREATE ${role}`, `GRANT ALL ON ALL KEYSPACES TO ${user}`);
    await execute(client, question);
  });
}

async function execute(access: CassandraAccess, ...statements: string[]): Promise<void> {
  const client = cassandraClient(access);
  try {
    for (const cql of statements) await client.execute(cql, [], { prepare: false });
  } finally {
    await client.shutdown();
  }
}

/** Whether Cassandra does not know the account or its password. */
function isRefused(error: unknown): boolean {
  if (error instanceof errors.AuthenticationError) return true;
  const all = error instanceof errors.NoHostAvailableError ? Object.values(error.innerErrors) : [];
  return all.some((each) => each instanceof errors.AuthenticationError);
}
