import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type cassandra from 'cassandra-driver';
import { explainTlsFailure } from '../engines/explain-tls-failure.ts';
import { engineUnavailable } from '../engines/unavailable.ts';
import { type Applied, missingSteps, type Step, stepFailed } from '../migrations.ts';
import {
  type Cassandra,
  type CassandraAccess,
  cassandraClient,
  cassandraOn,
  SCHEMA_LIMIT_MS,
} from './cassandra.ts';
import { cassandraError } from './errors.ts';

/**
 * A migration step of a keyspace. Its statements must be repeatable (IF NOT EXISTS), because Cassandra has no schema
 * transactions.
 */
export interface CassandraMigration extends Step {
  /** CQL, with a colon before table names. */
  readonly statements: readonly string[];
}

/** The lock of a process that died in a step expires after this. */
const LOCK_LIFE_S = 120;
const LOOK_EVERY_MS = 200;

/**
 * Connects to the service's keyspace and applies missing migrations. Among several processes one applies them while the
 * others wait; an interrupted step is repeated.
 *
 * @param name of the service: the keyspace is the access's with `_name` appended
 * @param nowMs the clock of write timestamps: that of ids
 * @throws DomainError DEPENDENCY_UNAVAILABLE, EngineRefused, Error as `missingSteps`, and naming the step that failed
 */
export async function openCassandra(
  access: CassandraAccess,
  name: string,
  steps: readonly CassandraMigration[],
  nowMs: () => number,
): Promise<Cassandra> {
  const keyspace = `${access.keyspace}_${name}`;
  const client = cassandraClient(access);
  try {
    await client.connect();
    const shaping = cassandraClient(access, SCHEMA_LIMIT_MS);
    try {
      await migrate(shaping, access, keyspace, steps);
    } finally {
      await shaping.shutdown();
    }
    return cassandraOn(client, keyspace, nowMs);
  } catch (error) {
    await client.shutdown();
    const { contactPoints: addresses, tls } = access;
    throw await explainTlsFailure('cassandra', { addresses, tls }, cassandraError(error));
  }
}

async function migrate(
  client: cassandra.Client,
  { datacenter, replication }: CassandraAccess,
  keyspace: string,
  steps: readonly CassandraMigration[],
): Promise<void> {
  const db = cassandraOn(client, keyspace, Date.now);
  const shape = (cql: string) =>
    client.execute(cql.replace(/(^|\s):(?=[a-z])/g, `$1${keyspace}.`), [], { prepare: false });
  await shape(
    `CREATE KEYSPACE IF NOT EXISTS ${keyspace}
     WITH replication = {'class': 'NetworkTopologyStrategy', '${datacenter}': ${replication}}`,
  );
  await shape(
    'CREATE TABLE IF NOT EXISTS :schema_migration (part text, number int, name text, PRIMARY KEY (part, number))',
  );
  await shape('CREATE TABLE IF NOT EXISTS :schema_lock (part text PRIMARY KEY, owner text)');
  const applied = () => db.all<Applied>("SELECT number, name FROM :schema_migration WHERE part = 'all'", []);

  if (missingSteps(`keyspace ${keyspace}`, await applied(), steps).length === 0) return;
  const owner = randomUUID();
  const untilMs = performance.now() + 2 * LOCK_LIFE_S * 1_000;
  const take = `INSERT INTO :schema_lock (part, owner) VALUES ('all', ?) IF NOT EXISTS USING TTL ${LOCK_LIFE_S}`;
  while ((await db.runIf({ cql: take, values: [owner] })) !== undefined) {
    if (performance.now() > untilMs) {
      throw engineUnavailable('cassandra', new Error(`the tables of ${keyspace} stay locked`));
    }
    await pause(LOOK_EVERY_MS);
  }
  try {
    for (const { number, step } of missingSteps(`keyspace ${keyspace}`, await applied(), steps)) {
      for (const cql of step.statements) {
        await shape(cql).catch((cause) => {
          throw stepFailed(number, step, cause);
        });
      }
      const record = "INSERT INTO :schema_migration (part, number, name) VALUES ('all', ?, ?)";
      await db.run({ cql: record, values: [number, step.name] });
    }
  } finally {
    await db.runIf({ cql: "DELETE FROM :schema_lock WHERE part = 'all' IF owner = ?", values: [owner] });
  }
}
