import { GraphMeshService } from '../../gen/ts/skein/graph/mesh/v1/graph_mesh_service_pb.ts';
import { GraphService } from '../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { sweepClaims } from '../../platform/idempotency/sweep.ts';
import { hosted } from '../../platform/rpc/host.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { claimsWithChanges } from './adapters/claims.ts';
import type { GraphEngines } from './adapters/engines.ts';
import { userDirectory } from './adapters/user-directory.ts';
import type { GraphConfig } from './config.ts';
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

export function compose(
  host: Host,
  engines: GraphEngines,
  { product, graph: settings }: GraphConfig,
  overrides: GraphOverrides = {},
): Composed {
  const { clock, closers, idClock, log } = host;
  const { store } = engines;
  const claims = claimsWithChanges(engines.claims, store, idClock, product.idempotencyTtlMs);
  const graph: GraphContext = {
    store,
    users: overrides.users ?? userDirectory(host.transport('user')),
    claims: overrides.aroundClaims?.(claims) ?? claims,
    ids: host.ids,
    clock: idClock,
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
      engines.startRelay();
    },
  };
}
