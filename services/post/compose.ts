import { join } from 'node:path';
import { PostMeshService } from '../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { loadConfig } from '../../platform/config.ts';
import { startConsumer } from '../../platform/events/consumer.ts';
import { sqliteOutbox } from '../../platform/events/outbox.ts';
import type { Relay } from '../../platform/events/relay.ts';
import { topics } from '../../platform/events/topics.ts';
import type { ClaimStore } from '../../platform/idempotency/port.ts';
import { sqliteClaims } from '../../platform/idempotency/sqlite.ts';
import { sweepClaims } from '../../platform/idempotency/sweep.ts';
import { isOutage } from '../../platform/outage.ts';
import { hosted } from '../../platform/rpc/host.ts';
import { openDatabase } from '../../platform/sqlite/database.ts';
import type { Composed, Host } from '../host.ts';
import { runRelay } from '../relay.ts';
import { announcements } from './adapters/announcements.ts';
import { migrations } from './adapters/migrations.ts';
import { graphRelations } from './adapters/relations.ts';
import { sqlitePostStore } from './adapters/sqlite.ts';
import { userDirectory } from './adapters/user-directory.ts';
import { postSettings } from './config.ts';
import { userPurged } from './consumers/user-purged.ts';
import { underway } from './domain/underway.ts';
import { cachedFragments } from './hydration/fragments.ts';
import { hydration } from './hydration/hydrate.ts';
import type { Relations, UserDirectory } from './ports.ts';
import type { PostContext } from './rpc/context.ts';
import { createPost } from './rpc/create-post.ts';
import { deletePost } from './rpc/delete-post.ts';
import { getPosts } from './rpc/get-posts.ts';
import { getThread } from './rpc/get-thread.ts';
import { listPeople } from './rpc/list-people.ts';
import { listPosts } from './rpc/list-posts.ts';
import { mesh } from './rpc/mesh.ts';
import { reactions } from './rpc/reactions.ts';

/** The seam for tests: what stands in the place of the other services. */
export interface PostOverrides {
  readonly users?: UserDirectory;
  readonly relations?: Relations;
  /** Put around the claims, to break them. */
  readonly aroundClaims?: (claims: ClaimStore) => ClaimStore;
}

/** The consumer group of this service. */
const GROUP = 'post';

export function compose(host: Host, overrides: PostOverrides = {}): Composed {
  const { bus, clock, closers, ids, log, metrics } = host;
  const { product, post: settings } = loadConfig(postSettings, host.env, { unknown: 'ignored' });
  const db = openDatabase({
    file: join(host.dataDir, 'post.db'),
    migrations,
  });
  closers.add({ name: 'post.db', close: () => db.close() });
  metrics.watchDatabase('post', db.figures);
  const outbox = sqliteOutbox(db);
  const store = sqlitePostStore({
    db,
    announcements: announcements({ add: outbox.append, newEventId: ids.next, nowMs: clock.nowMs }),
    newRemovalId: ids.next,
    maxStates: settings.knownStates,
  });
  const claims = sqliteClaims(db, clock, product.idempotencyTtlMs);
  const { followerCountTtlMs } = settings;
  const users = overrides.users ?? userDirectory(host.transport('user'));
  const relations =
    overrides.relations ?? graphRelations({ transport: host.transport('graph'), clock, followerCountTtlMs });
  const fragments = cachedFragments(store, settings.fragmentCacheBytes);
  let relay: () => Relay | undefined = () => undefined;
  const post: PostContext = {
    store,
    hydration: hydration({ store, fragments, users, relations }),
    users,
    relations,
    claims: overrides.aroundClaims?.(claims) ?? claims,
    ids,
    clock,
    pageTokens: host.pageTokens,
    textLimits: { maxGraphemes: product.textLimit, maxBytes: product.textMaxBytes },
    famousFollowers: product.famousFollowers,
    underway: underway(clock.nowMs),
    // Where another process relays, what it has published shows up here until it is removed.
    oldestWaitingMs: async () => (await (relay()?.waiting() ?? outbox.waiting([]))).oldestTimeMs,
  };

  return {
    hosted: [
      hosted(PostService, {
        ...createPost(post),
        ...deletePost(post),
        ...getPosts(post),
        ...getThread(post),
        ...listPosts(post),
        ...listPeople(post),
        ...reactions(post),
      }),
      hosted(PostMeshService, mesh(post)),
    ],
    async start() {
      relay = runRelay(host, 'post', outbox);
      const sweep = sweepClaims(claims, clock, (err) =>
        log.warn({ err }, "sweep of the post service's claims"),
      );
      closers.add({ name: 'post claims', close: sweep });
      const consumer = await startConsumer({
        bus,
        clock,
        topic: topics.user,
        group: GROUP,
        handle: userPurged(store, settings.purgeBatch),
        isTransient: isOutage,
        onDeadLetter: () => metrics.deadLetter(topics.user, GROUP),
        onError: (err, event, attempt) => log.warn({ err, eventId: event?.eventId, attempt }, 'topic user'),
      });
      closers.add({ name: 'post consumer of topic user', close: () => consumer.stop() });
      metrics.watchConsumer(topics.user, GROUP, consumer.lag);
    },
  };
}
