import { join } from 'node:path';
import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { loadConfig } from '../../platform/config.ts';
import { startConsumer } from '../../platform/events/consumer.ts';
import { outboxMigration, sqliteOutbox } from '../../platform/events/outbox.ts';
import { startRelay } from '../../platform/events/relay.ts';
import { topics } from '../../platform/events/topics.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { claimMigration, sqliteClaims } from '../../platform/idempotency/sqlite.ts';
import { sweepClaims } from '../../platform/idempotency/sweep.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { openDatabase } from '../../platform/sqlite/database.ts';
import type { Composed, Host } from '../host.ts';
import { claimsWithChanges } from './adapters/claims.ts';
import { graphMigrations } from './adapters/sqlite/migrations.ts';
import { sqliteGraphStore } from './adapters/sqlite.ts';
import { userDirectory } from './adapters/user-directory.ts';
import { graphSettings } from './config.ts';
import { userPurged } from './consumers/user-purged.ts';
import type { UserDirectory } from './ports.ts';
import { changeRelation } from './rpc/change-relation.ts';
import type { GraphContext } from './rpc/context.ts';
import { listPeople } from './rpc/list-people.ts';
import { mesh } from './rpc/mesh.ts';
import { relations } from './rpc/relations.ts';
import { suggestUsers } from './rpc/suggest-users.ts';

/** The seam for tests. */
export interface GraphOverrides {
  /** In the place of the user service. */
  readonly users?: UserDirectory;
  /** Put around the claims, to break them. */
  readonly aroundClaims?: (claims: ClaimStore) => ClaimStore;
}

/** The consumer group of this service. */
const GROUP = 'graph';

export function compose(host: Host, overrides: GraphOverrides = {}): Composed {
  const { bus, clock, closers, log, metrics } = host;
  const { product, graph: settings } = loadConfig(graphSettings, host.env, { unknown: 'ignored' });
  const db = openDatabase({
    file: join(host.dataDir, 'graph.db'),
    migrations: [...graphMigrations, outboxMigration, claimMigration],
  });
  closers.add({ name: 'graph.db', close: () => db.close() });
  metrics.watchDatabase('graph', db.figures);
  const outbox = sqliteOutbox(db);
  const store = sqliteGraphStore(db, outbox);
  const lifeMs = product.idempotencyTtlMs;
  const claims = claimsWithChanges(sqliteClaims(db, clock, lifeMs), store, clock, lifeMs);
  const graph: GraphContext = {
    store,
    users: overrides.users ?? userDirectory(host.transport('user')),
    claims: overrides.aroundClaims?.(claims) ?? claims,
    ids: host.ids,
    clock,
    pageTokens: host.pageTokens,
    maxFollowing: product.maxFollowing,
    suggestionBounds: { maxSources: settings.suggestionSources, maxEdges: settings.suggestionEdges },
  };

  return {
    hosted: [
      hosted(GraphService, {
        ...changeRelation(graph),
        ...listPeople(graph),
        ...relations(graph),
        ...suggestUsers(graph),
      }),
      hosted(GraphMeshService, mesh(graph)),
    ],
    async start() {
      const stopSweep = sweepClaims(claims, clock, (err) => log.warn({ err }, 'sweep of claims'));
      closers.add({ name: 'graph sweep of claims', close: stopSweep });
      const relay = startRelay({
        outbox,
        bus,
        timers: clock,
        onError: (err) => log.warn({ err }, 'relay of topic follow'),
      });
      closers.add({ name: 'graph relay', close: () => relay.stop() });
      const consumer = await startConsumer({
        bus,
        clock,
        topic: topics.user,
        group: GROUP,
        handle: userPurged(store, settings.purgeBatch),
        onDeadLetter: () => metrics.deadLetter(topics.user, GROUP),
        onError: (err, event, attempt) => log.warn({ err, eventId: event?.eventId, attempt }, 'topic user'),
      });
      closers.add({ name: 'graph consumer of topic user', close: () => consumer.stop() });
      metrics.watchConsumer(topics.user, GROUP, consumer.lag);
    },
  };
}
