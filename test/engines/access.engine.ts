// Engines: postgres redis dgraph cassandra kafka elasticsearch
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { makeCertificates } from '../../mesh/engines/credentials.ts';
import { placeFrom } from '../../mesh/engines/place.ts';
import { cassandraClient } from '../../platform/cassandra/cassandra.ts';
import { openCassandra } from '../../platform/cassandra/migrate.ts';
import { systemClock } from '../../platform/clock.ts';
import { openDgraph } from '../../platform/dgraph/dgraph.ts';
import { openElasticsearch } from '../../platform/elasticsearch/elasticsearch.ts';
import { EngineRefused } from '../../platform/engines/engine-refused.ts';
import { checkKafkaConnection, kafkaClient } from '../../platform/events/kafka-client.ts';
import { openPostgres } from '../../platform/postgres/postgres.ts';
import { checkRedisConnection } from '../../platform/redis/check-connection.ts';
import { redisClient } from '../../platform/redis/client.ts';
import { cassandraOfTests } from './cassandra.ts';
import { dgraphOfTests } from './dgraph.ts';
import { elasticsearchOfTests } from './elasticsearch.ts';
import { engineSettings } from './engines.ts';
import { kafkaOfTests } from './kafka.ts';
import { postgresOfTests } from './postgres.ts';
import { redisOfTests } from './redis.ts';
import { relayTo } from './relay.ts';

type Environment = Record<string, string>;

interface EngineLogin {
  /** The setting of the addresses. */
  readonly addresses: string;
  /** Opens the engine as a starting service does, and closes it. */
  open(env: Environment): Promise<void>;
  /** The default account of the engine. */
  readonly first: readonly [user: string, password: string];
}

const logins: Readonly<Record<string, EngineLogin>> = {
  postgres: {
    addresses: 'SKEIN_POSTGRES_NODES',
    async open(env) {
      const access = postgresOfTests(env);
      const db = await openPostgres({ access, schema: 'public', migrations: [], clock: systemClock });
      await db.close();
    },
    first: ['postgres', 'postgres'],
  },
  redis: {
    addresses: 'SKEIN_REDIS_NODES',
    async open(env) {
      const access = redisOfTests(env);
      const client = redisClient(access);
      await checkRedisConnection(client, access).finally(() => client.disconnect());
    },
    first: ['default', 'default'],
  },
  dgraph: {
    addresses: 'SKEIN_DGRAPH_ALPHAS',
    open: async (env) => (await openDgraph(dgraphOfTests(env))).close(),
    first: ['groot', 'password'],
  },
  cassandra: {
    addresses: 'SKEIN_CASSANDRA_CONTACT_POINTS',
    async open(env) {
      const access = cassandraOfTests(env);
      const db = await openCassandra(access, 'access', [], Date.now);
      await db.close();
      const client = cassandraClient(access, 60_000);
      const drop = client.execute(`DROP KEYSPACE ${access.keyspace}_access`, [], { prepare: false });
      await drop.finally(() => client.shutdown());
    },
    first: ['cassandra', 'cassandra'],
  },
  kafka: {
    addresses: 'SKEIN_KAFKA_BROKERS',
    async open(env) {
      const access = kafkaOfTests(env);
      await checkKafkaConnection(kafkaClient({ clientId: 'access', ...access }), access);
    },
    first: ['admin', 'admin'],
  },
  elasticsearch: {
    addresses: 'SKEIN_ELASTICSEARCH_NODES',
    open: async (env) => (await openElasticsearch(elasticsearchOfTests(env))).close(),
    first: ['elastic', 'changeme'],
  },
};

/** How long a refusal may take, in milliseconds; connection time limits are 2 to 5 s. */
const boundMs = 10_000;

async function refused(t: Test, opened: Promise<void>, problem: RegExp): Promise<void> {
  const began = performance.now();
  const error = await opened.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  t.type(error, EngineRefused, `${problem}`);
  if (!(error instanceof EngineRefused)) return;
  t.match(error.problem, problem);
  t.equal(error.reason, 'DEPENDENCY_UNAVAILABLE', 'and callers are told no more');
  t.ok(performance.now() - began < boundMs, 'in time');
}

const { secure } = placeFrom(process.env);

for (const [name, { addresses, open, first }] of Object.entries(logins)) {
  const prefix = `SKEIN_${name.toUpperCase()}`;
  const own: Environment = { ...engineSettings(name) };

  t.test(`${name} that demands TLS and a password`, { skip: !secure && 'engines without' }, async (t) => {
    const strangers = t.testdir();
    makeCertificates(strangers);

    await open(own);
    t.pass('accepts a client with both');
    await refused(
      t,
      open({ ...own, SKEIN_INSECURE_LOOPBACK: 'true' }),
      new RegExp(`^${name} demands TLS: .*SKEIN_INSECURE_LOOPBACK`),
    );
    const login = new RegExp(`^${name} does not let us in .*${prefix}_USER and ${prefix}_PASSWORD`);
    await refused(t, open({ ...own, [`${prefix}_PASSWORD`]: 'wrong' }), login);
    const [user, password] = first;
    await refused(t, open({ ...own, [`${prefix}_USER`]: user, [`${prefix}_PASSWORD`]: password }), login);
    const unknown = new RegExp(
      `^${name} shows a certificate that does not hold \\((unable to verify|self-signed).*${prefix}_CA_FILE`,
    );
    await refused(t, open({ ...own, [`${prefix}_CA_FILE`]: join(strangers, 'ca.pem') }), unknown);
    // Without a setting: the authorities that Node.js trusts.
    await refused(t, open({ ...own, [`${prefix}_CA_FILE`]: '' }), unknown);
    // The certificate names 127.0.0.1 to .3 and localhost.
    const [address] = own[addresses]!.split(',');
    const strange = await relayTo(t, address!, '127.0.0.4');
    await refused(
      t,
      open({ ...own, [addresses]: `127.0.0.4:${strange.port}` }),
      new RegExp(`^${name} shows a certificate that does not hold \\(.*IP: 127.0.0.4 is not in`),
    );
    if (name === 'dgraph') {
      // Otherwise connected by name.
      await open({ ...own, [addresses]: address!.replace('localhost', '127.0.0.1') });
      t.pass('and an address that it names holds');
    }
  });

  t.test(`${name} without TLS, where it is demanded`, { skip: secure && 'engines with' }, async (t) => {
    const { SKEIN_INSECURE_LOOPBACK: _, ...demanding } = own;
    const opened = open({ ...demanding, [`${prefix}_PASSWORD`]: 'secret' });
    if (name === 'redis' || name === 'kafka') {
      // They are silent, or close the connection, as during a start, which is retried.
      await t.rejects(opened, {
        reason: 'DEPENDENCY_UNAVAILABLE',
        cause: { message: /accepts the connection but completes no TLS handshake/ },
      });
    } else await refused(t, opened, new RegExp(`^${name} does not speak TLS`));
  });
}

t.test(
  'a service that an engine refuses says so and ends',
  { skip: !secure && 'engines without' },
  async (t) => {
    const execute = promisify(execFile);
    const secrets = join(t.testdir(), 'secrets');
    const root = join(import.meta.dirname, '../..');
    await execute(process.execPath, [join(root, 'services/main.ts'), 'make-secrets', secrets]);
    for (const name of ['redis', 'postgres']) {
      const env = {
        PATH: process.env.PATH,
        SKEIN_PROFILE: 'cluster',
        SKEIN_SECRETS_DIR: secrets,
        SKEIN_DATA_DIR: secrets,
        ...engineSettings(),
        [`SKEIN_${name.toUpperCase()}_PASSWORD`]: 'wrong',
      };
      const running = execute(process.execPath, [join(root, 'services/main.ts'), 'user'], {
        env,
        timeout: 60_000,
      });
      const ended = (await running.catch((error: unknown) => error)) as { code?: number; stderr: string };
      t.equal(ended.code, 1);
      t.match(ended.stderr, new RegExp(`^Skein can't run: ${name} does not let us in`, 'm'));
      t.notMatch(ended.stderr, /wrong/, 'the password is not shown');
    }
  },
);
