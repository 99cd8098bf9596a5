import type { Relay } from '../../platform/events/relay.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { consume } from '../hosting/consume.ts';
import type { Composed, Host } from '../hosting/host.ts';
import { topics } from '../product/topics.ts';
import { usersClient } from '../product/users.ts';
import type { PostEngines } from './adapters/engines.ts';
import { graphRelations } from './adapters/relations.ts';
import { useCases } from './app/use-cases.ts';
import type { PostConfig } from './config.ts';
import { countsDirty } from './consumers/counts-dirty.ts';
import { cachedFollowerCounts } from './decorators/cached-follower-counts.ts';
import { inFlightWrites } from './domain/in-flight-writes.ts';
import { cachedFragments } from './hydration/fragments.ts';
import { hydration } from './hydration/hydrate.ts';
import type { PostStore, Relations, UserDirectory } from './ports.ts';
import { postServices } from './rpc/services.ts';

/** Replacements for tests. */
export interface PostOverrides {
  readonly users?: UserDirectory;
  readonly relations?: Relations;
  readonly aroundStore?: (store: PostStore) => PostStore;
  /** Wraps the claims, so that tests can make them fail. */
  readonly aroundClaims?: (claims: ClaimStore) => ClaimStore;
}

/** The consumer group of this service. */
const group = 'post';

export function compose(
  host: Host,
  engines: PostEngines,
  { product, post: settings }: PostConfig,
  overrides: PostOverrides = {},
): Composed {
  const { clock, ids } = host;
  const { writes, recounts } = engines;
  const store = overrides.aroundStore?.(engines.store) ?? engines.store;
  const { outbox, claims } = writes;
  const { followerCountTtlMs } = settings;
  const users = overrides.users ?? usersClient(host.transport('user'));
  const relations =
    overrides.relations ??
    cachedFollowerCounts(graphRelations(host.transport('graph')), { clock, ttlMs: followerCountTtlMs });
  const fragments = cachedFragments(store, settings.fragmentCacheBytes);
  let relay: () => Relay | undefined = () => undefined;
  const app = useCases({
    store,
    hydration: hydration({ store, fragments, users, relations }),
    users,
    relations,
    ids,
    clockSkewMs: product.clockSkewMs,
    textLimits: { maxGraphemes: product.textLimit, maxBytes: product.textMaxBytes },
    famousFollowers: product.famousFollowers,
    inFlightWrites: inFlightWrites(ids.nowMs),
    oldestWaitingMs: async () => (await (relay()?.waiting() ?? outbox.waiting([]))).oldestTimeMs,
  });

  return {
    hosted: postServices({
      app,
      claims: overrides.aroundClaims?.(claims) ?? claims,
      pageTokens: host.pageTokens,
    }),
    async start() {
      relay = writes.start();
      if (recounts) await consume(host, { topic: topics.count, group, on: countsDirty(recounts) });
    },
  };
}
