import { type Outbox, outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../../platform/events/outbox-dgraph.ts';
import { dgraphClaimMigration, dgraphClaims } from '../../../platform/idempotency/dgraph.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { claimMigration, sqliteClaims } from '../../../platform/idempotency/sqlite.ts';
import { greatestId } from '../../../platform/sqlite/greatest-id.ts';
import type { Host, SharedEngines } from '../../hosting/host.ts';
import type { GraphStore } from '../ports.ts';
import { graphSchema, namesBelow } from './dgraph/schema.ts';
import { dgraphGraphStore } from './dgraph/store.ts';
import { graphMigrations } from './sqlite/migrations.ts';
import { sqliteGraphStore } from './sqlite.ts';

/** What the service stands on, in either profile. */
export interface GraphEngines {
  readonly store: GraphStore;
  readonly outbox: Outbox;
  readonly claims: ClaimStore;
}

/** Where graph.db has ids of its own. */
const graphIds = [
  ['made_change', 'event_id'],
  ['outbox', 'event_id'],
] as const;

/** A database file. */
export function embeddedEngines(host: Host, claimLifeMs: number): GraphEngines {
  const { idClock, ids } = host;
  const db = host.database('graph', [...graphMigrations, outboxMigration, claimMigration]);
  ids.above(greatestId(db, graphIds));
  const outbox = sqliteOutbox(db);
  return { store: sqliteGraphStore(db, outbox), outbox, claims: sqliteClaims(db, idClock, claimLifeMs) };
}

/** Goes before the names of everything that the service keeps in Dgraph. */
const prefix = 'graph.';

/** Dgraph, for all processes of the service. */
export async function sharedEngines(
  { idClock }: Host,
  shared: SharedEngines,
  claimLifeMs: number,
): Promise<GraphEngines> {
  const db = await shared.dgraph(prefix, [
    graphSchema(namesBelow(prefix)),
    dgraphOutboxMigration(prefix),
    dgraphClaimMigration(prefix),
  ]);
  const outbox = dgraphOutbox(db, prefix, idClock.nowMs);
  return {
    store: dgraphGraphStore(db, outbox, prefix),
    outbox,
    claims: dgraphClaims(db, prefix, idClock, claimLifeMs),
  };
}
