import type { Cluster } from 'ioredis';
import { encodedCache } from '../../../platform/cache/encoded-cache.ts';
import { jsonCodec } from '../../../platform/cache/json-codec.ts';
import { redisCache } from '../../../platform/cache/redis.ts';
import { dgraph } from '../../../platform/dgraph/engine.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../../platform/events/outbox-dgraph.ts';
import { dgraphClaimMigration, dgraphClaims } from '../../../platform/idempotency/dgraph.ts';
import { redis } from '../../../platform/redis/engine.ts';
import { type DurableWrites, durableWrites, sqliteWrites } from '../../hosting/durable-writes.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import { type GraphConfig, versionBytes } from '../config.ts';
import {
  type CachedGraph,
  cachedGraphs,
  type GraphCaches,
  invalidateGraphs,
} from '../decorators/cached-graphs.ts';
import { versionCache } from '../decorators/version-cache.ts';
import type { Relationship } from '../domain/relation.ts';
import type { GraphCounts, GraphStore } from '../ports.ts';
import { graphSchema, namesBelow } from './dgraph/schema.ts';
import { dgraphGraphStore } from './dgraph/store.ts';
import { graphMigrations } from './sqlite/migrations.ts';
import { sqliteGraphStore } from './sqlite.ts';

/** The engines of the service, in either profile. */
export interface GraphEngines {
  readonly store: GraphStore;
  readonly writes: DurableWrites;
}

/** Columns of graph.db with ids of its own. */
const graphIds = [['made_change', 'event_id']] as const;

/** A database file. */
export function embedded(host: EmbeddedHost, { product }: GraphConfig): GraphEngines {
  const { db, outbox, writes } = sqliteWrites(host, 'graph', {
    migrations: graphMigrations,
    ids: graphIds,
    idempotencyTtlMs: product.idempotencyTtlMs,
  });
  return {
    store: versionCache(sqliteGraphStore(db, outbox), db, versionBytes),
    writes,
  };
}

/** The prefix of all names of the service in Dgraph. */
const prefix = 'graph.';

/** Caches that all processes of the service share; `prefix` precedes all keys. */
export function redisGraphCaches(client: Cluster, prefix = 'skein:'): GraphCaches {
  const json = <V>(name: string) =>
    encodedCache(redisCache({ client, prefix: `${prefix}${name}:` }), jsonCodec<V>());
  return {
    versions: json<number>('graph-version'),
    graphs: json<CachedGraph>('graph'),
    counts: json<GraphCounts>('graph-counts'),
    relationships: json<Relationship>('relationship'),
  };
}

/** Dgraph, and Redis as a cache, for all processes of the service. */
export async function cluster(host: ClusterHost, { product, graph }: GraphConfig): Promise<GraphEngines> {
  const { engine, idClock, log } = host;
  const names = await engine(dgraph);
  const caches = redisGraphCaches(await engine(redis));
  const db = await names.below(prefix, [
    graphSchema(namesBelow(prefix)),
    dgraphOutboxMigration(prefix),
    dgraphClaimMigration(prefix),
  ]);
  const outbox = dgraphOutbox(db, prefix, idClock.nowMs);
  return {
    store: cachedGraphs({
      ...caches,
      store: dgraphGraphStore({ db, outbox, prefix, purging: invalidateGraphs(caches) }),
      ttlMs: graph.cacheTtlMs,
      onError: (err) => log.warn({ err }, 'the cache of graphs'),
    }),
    writes: durableWrites(host, 'graph', {
      outbox,
      claims: dgraphClaims(db, prefix, idClock, product.idempotencyTtlMs),
    }),
  };
}
