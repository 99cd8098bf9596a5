import { dgraph } from '../../../platform/dgraph/engine.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../../platform/events/outbox-dgraph.ts';
import { dgraphClaimMigration, dgraphClaims } from '../../../platform/idempotency/dgraph.ts';
import { type DurableWrites, durableWrites, sqliteWrites } from '../../hosting/durable-writes.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import { type GraphConfig, versionBytes } from '../config.ts';
import { versionCache } from '../decorators/version-cache.ts';
import type { GraphStore } from '../ports.ts';
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

/** Dgraph, for all processes of the service. */
export async function cluster(host: ClusterHost, { product }: GraphConfig): Promise<GraphEngines> {
  const { engine, idClock } = host;
  const names = await engine(dgraph);
  const db = await names.below(prefix, [
    graphSchema(namesBelow(prefix)),
    dgraphOutboxMigration(prefix),
    dgraphClaimMigration(prefix),
  ]);
  const outbox = dgraphOutbox(db, prefix, idClock.nowMs);
  return {
    store: dgraphGraphStore(db, outbox, prefix),
    writes: durableWrites(host, 'graph', {
      outbox,
      claims: dgraphClaims(db, prefix, idClock, product.idempotencyTtlMs),
    }),
  };
}
