import { randomUUID } from 'node:crypto';
import type { VerificationKeys } from '../../../platform/auth/keys.ts';
import type { Secrets } from '../../../platform/auth/secrets.ts';
import { openCassandra } from '../../../platform/cassandra/migrate.ts';
import { cassandraAccess } from '../../../platform/cassandra/settings.ts';
import type { TimedClock } from '../../../platform/clock.ts';
import type { Config } from '../../../platform/config.ts';
import { openDgraph } from '../../../platform/dgraph/dgraph.ts';
import { migrateDgraph } from '../../../platform/dgraph/migrate.ts';
import { dgraphAccess } from '../../../platform/dgraph/settings.ts';
import { EngineRefused } from '../../../platform/engines/refused.ts';
import { kafkaBus } from '../../../platform/events/kafka.ts';
import { kafkaAnswers, kafkaClient } from '../../../platform/events/kafka-client.ts';
import { kafkaAccess } from '../../../platform/events/kafka-settings.ts';
import type { EventBus } from '../../../platform/events/port.ts';
import { type LeasedIds, leasedIds } from '../../../platform/leases/leased-ids.ts';
import { postgresLeaseMigration, postgresLeases } from '../../../platform/leases/postgres.ts';
import type { Closers } from '../../../platform/lifecycle.ts';
import type { Migration } from '../../../platform/migrations.ts';
import { isOutage } from '../../../platform/outage.ts';
import { patiently, waitingFor } from '../../../platform/patiently.ts';
import { openPostgres } from '../../../platform/postgres/postgres.ts';
import type { Promotions } from '../../../platform/postgres/promotions.ts';
import { postgresAccess } from '../../../platform/postgres/settings.ts';
import { redisAnswers } from '../../../platform/redis/answers.ts';
import { redisClient } from '../../../platform/redis/client.ts';
import { rememberedHighest } from '../../../platform/redis/remembered-highest.ts';
import { redisAccess } from '../../../platform/redis/settings.ts';
import { topics } from '../../product/topics.ts';
import type { SharedEngines } from '../host.ts';
import type { ServiceTable } from '../service-table.ts';
import type { settingGroups } from '../settings.ts';
import { type ClusterMesh, clusterMesh } from './mesh.ts';
import { readAccessKeys, readClusterSecrets } from './secrets.ts';

export interface ClusterOptions {
  /** Who runs in this process. */
  readonly service: string;
  readonly services: ServiceTable;
  readonly config: Config<ReturnType<typeof settingGroups>>;
  readonly clock: TimedClock;
  readonly closers: Closers;
  readonly traceHeaders: () => Readonly<Record<string, string>>;
  readonly onError: (what: string, error: unknown) => void;
  /** Hears, in words for operators, what a start waits for. */
  readonly onWait: (line: string) => void;
}

/** What a process of the cluster profile stands on. */
export interface ClusterEngines {
  readonly bus: EventBus;
  readonly ids: LeasedIds;
  readonly secret: Secrets;
  /** What services' tokens are verified with. */
  readonly meshKeys: VerificationKeys;
  readonly shared: SharedEngines;
  readonly mesh: ClusterMesh;
}

/**
 * Connects to the engines that every service needs. Engines that start at the same time, or have much to do, are waited for.
 *
 * @throws ConfigError, EngineRefused at once, DomainError of an engine that does not answer for a minute
 */
export async function openCluster(options: ClusterOptions): Promise<ClusterEngines> {
  const { service, services, config, clock, closers, traceHeaders, onError, onWait } = options;
  const { engines, cluster, addresses } = config;
  const owner = `${service}-${randomUUID()}`;
  const { secret, ownKeys, meshKeys } = readClusterSecrets(cluster.secretsDir, {
    service,
    secrets: services.secrets,
  });
  // What stands in the way by itself, as a wrong password does, is told at once.
  const passes = (error: unknown) => isOutage(error) && !(error instanceof EngineRefused);
  const opened = new Set<string>();
  const inTime = async <T>(engine: string, open: () => Promise<T>): Promise<T> => {
    const found = await patiently(clock, open, { passes, onWait: waitingFor(engine, onWait) });
    opened.add(engine);
    return found;
  };
  // Until then clients tell of every try, of which one line every now and then is enough.
  const onTrouble = (engine: string, what: string, error: unknown) => {
    if (opened.has(engine)) onError(what, error);
  };

  const inRedis = redisAccess(config.redis, engines);
  const redis = redisClient({ ...inRedis, onError: (error) => onTrouble('redis', 'redis', error) });
  closers.add({ name: 'redis', close: () => redis.disconnect() });
  await inTime('redis', () => redisAnswers(redis, inRedis));

  const promotions: Promotions = {
    tell: (system, timeline) => rememberedHighest(redis, `skein:postgres:timeline:${system}`).raise(timeline),
  };
  const postgres = async (schema: string, migrations: readonly Migration[]) => {
    const access = postgresAccess(config.postgres, engines);
    const opened = await inTime('postgres', () =>
      openPostgres({ access, schema, migrations, promotions, clock }),
    );
    closers.add({ name: `postgres schema ${schema}`, close: () => opened.close() });
    return opened;
  };
  const dgraph: SharedEngines['dgraph'] = async (prefix, migrations) => {
    const opened = await inTime('dgraph', () => openDgraph(dgraphAccess(config.dgraph, engines)));
    closers.add({ name: 'dgraph', close: () => opened.close() });
    await inTime('dgraph', () => migrateDgraph(opened, prefix, migrations, clock));
    return opened;
  };
  const cassandra: SharedEngines['cassandra'] = async (name, migrations) => {
    const access = cassandraAccess(config.cassandra, engines);
    const opened = await inTime('cassandra', () => openCassandra(access, name, migrations, ids.nowMs));
    closers.add({ name: `cassandra keyspace ${name}`, close: () => opened.close() });
    return opened;
  };
  const leases = postgresLeases(await postgres('skein_platform', [postgresLeaseMigration]));
  const ids = await leasedIds({
    leases,
    clock,
    owner,
    allowedSkewMs: config.product.clockSkewMs,
    onError: (error) => onError('node id lease', error),
  });
  closers.add({ name: 'node id lease', close: () => ids.close() });

  const inKafka = kafkaAccess(config.kafka, engines);
  const kafka = kafkaClient({
    clientId: owner,
    ...inKafka,
    onLog: (message, details) => onTrouble('kafka', `kafka: ${message}`, details),
  });
  await inTime('kafka', () => kafkaAnswers(kafka, inKafka));
  const bus = kafkaBus({
    kafka,
    clock,
    partitions: config.kafka.partitions,
    sessionMs: config.kafka.sessionMs,
    topics: Object.values(topics),
  });
  closers.add({ name: 'event bus', close: () => bus.close() });

  const mesh = clusterMesh({ service, ownKeys, clock, closers, traceHeaders });
  const replicasOf = new Map(
    services.built.map(({ name }): [string, ReturnType<ClusterMesh['replicas']>] => [
      name,
      lazy(() => mesh.replicas(addresses[name]!)),
    ]),
  );
  return {
    bus,
    ids,
    secret,
    meshKeys,
    mesh,
    shared: {
      redis,
      leases,
      owner,
      postgres,
      dgraph,
      cassandra,
      accessKeys: () => readAccessKeys(cluster.secretsDir),
      services: services.built.map(({ name }) => name),
      replicas: (name) => replicasOf.get(name)?.() ?? [],
    },
  };
}

/** Makes what answers at the first question. */
function lazy<T>(make: () => () => T): () => T {
  let made: (() => T) | undefined;
  return () => {
    made ??= make();
    return made();
  };
}
