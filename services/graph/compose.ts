import type { ClaimStore } from '../../platform/idempotency/port.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { usersClient } from '../product/users.ts';
import type { GraphEngines } from './adapters/engines.ts';
import { useCases } from './app/use-cases.ts';
import type { GraphConfig } from './config.ts';
import { claimsWithChanges } from './decorators/claims-with-changes.ts';
import type { GraphStore, UserDirectory } from './ports.ts';
import { graphServices } from './rpc/services.ts';

/** Replacements for tests. */
export interface GraphOverrides {
  /** The client of the user service. */
  readonly users?: UserDirectory;
  readonly aroundStore?: (store: GraphStore) => GraphStore;
  /** Wraps the claims, so that tests can make them fail. */
  readonly aroundClaims?: (claims: ClaimStore) => ClaimStore;
}

export function compose(
  host: Host,
  engines: GraphEngines,
  { product, graph: settings }: GraphConfig,
  overrides: GraphOverrides = {},
): Composed {
  const { idClock } = host;
  const store = overrides.aroundStore?.(engines.store) ?? engines.store;
  const claims = claimsWithChanges(engines.writes.claims, store, idClock, product.idempotencyTtlMs);
  const app = useCases({
    store,
    users: overrides.users ?? usersClient(host.transport('user')),
    clock: idClock,
    maxFollowing: product.maxFollowing,
    suggestionBounds: { maxSources: settings.suggestionSources, maxEdges: settings.suggestionEdges },
  });

  return {
    hosted: graphServices({
      app,
      claims: overrides.aroundClaims?.(claims) ?? claims,
      ids: host.ids,
      pageTokens: host.pageTokens,
    }),
    async start() {
      engines.writes.start(claims);
    },
  };
}
