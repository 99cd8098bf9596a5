import type { Cluster } from 'ioredis';
import { type CacheCodec, encodedCache } from '../../../platform/cache/encoded-cache.ts';
import { jsonCodec } from '../../../platform/cache/json-codec.ts';
import { redisCache } from '../../../platform/cache/redis.ts';
import { cassandra } from '../../../platform/cassandra/engine.ts';
import { cassandraOutbox, cassandraOutboxMigrations } from '../../../platform/events/outbox-cassandra.ts';
import { cassandraClaimMigration, cassandraClaims } from '../../../platform/idempotency/cassandra.ts';
import { timeOf } from '../../../platform/ids.ts';
import { redis } from '../../../platform/redis/engine.ts';
import { type DurableWrites, durableWrites, sqliteWrites } from '../../hosting/durable-writes.ts';
import type { ClusterHost, EmbeddedHost } from '../../hosting/host.ts';
import type { PostConfig } from '../config.ts';
import { memoryReads } from '../decorators/memory-reads.ts';
import { invalidatePosts, sharedCaches } from '../decorators/shared-caches.ts';
import type { PostCaches } from '../decorators/shared-reads.ts';
import type { PostState } from '../domain/post.ts';
import type { AuthorHead, PostStore, RecentReactions, Recounts } from '../ports.ts';
import { announcements } from './announcements.ts';
import { cassandraPostMigrations } from './cassandra/migrations.ts';
import { cassandraPostStore } from './cassandra/store.ts';
import { migrations } from './migrations.ts';
import { newestEntriesCodec } from './newest-entries-codec.ts';
import { postEvents } from './post-events.ts';
import { sqlitePostStore } from './sqlite.ts';

/** The engines of the service, in either profile. */
export interface PostEngines {
  readonly store: PostStore;
  readonly writes: DurableWrites;
  /** Present if counts do not change in the same transaction as the counted rows. */
  readonly recounts?: Recounts;
}

/** Columns of post.db with ids. Their greatest id is cheap to find. */
const postIds = [
  ['post', 'id'],
  ['author_head', 'last_entry_id'],
] as const;

/** A database file. */
export function embedded(host: EmbeddedHost, { product, post }: PostConfig): PostEngines {
  const { ids } = host;
  const { db, outbox, writes } = sqliteWrites(host, 'post', {
    migrations,
    ids: postIds,
    idempotencyTtlMs: product.idempotencyTtlMs,
  });
  const events = { newEventId: ids.next, nowMs: ids.nowMs };
  const rows = sqlitePostStore({
    db,
    announcements: announcements({ add: outbox.append, ...events }),
    newRemovalId: ids.next,
  });
  const store = memoryReads(rows, db, post.stateCacheBytes);
  return {
    store,
    writes,
  };
}

/** Caches that all processes of the service share; `prefix` precedes all keys. */
export function redisPostCaches(client: Cluster, prefix = 'skein:'): PostCaches {
  const cache = <V>(name: string, codec: CacheCodec<V> = jsonCodec<V>()) =>
    encodedCache(redisCache({ client, prefix: `${prefix}${name}:` }), codec);
  return {
    states: cache<PostState>('post'),
    heads: cache<AuthorHead>('author-head'),
    entries: cache('author-entries', newestEntriesCodec),
    reposts: cache('reposts', newestEntriesCodec),
    reactions: cache<RecentReactions>('reactions'),
  };
}

/** Cassandra, and Redis as a cache, for all processes of the service. */
export async function cluster(host: ClusterHost, { product, post }: PostConfig): Promise<PostEngines> {
  const { closers, engine, idClock, ids, log, shared } = host;
  const keyspaces = await engine(cassandra);
  const caches = redisPostCaches(await engine(redis));
  const db = await keyspaces.keyspace('post', [
    ...cassandraOutboxMigrations,
    cassandraClaimMigration,
    ...cassandraPostMigrations,
  ]);
  const onError = (err: unknown) => log.warn({ err }, "the post service's outbox");
  const outbox = await cassandraOutbox(db, { owner: shared.owner, clock: idClock, onError });
  closers.add({ name: 'outbox of posts', close: () => outbox.close() });
  const rows = cassandraPostStore({
    db,
    outbox,
    events: postEvents({ newEventId: ids.next, nowMs: ids.nowMs }),
    newRemovalId: ids.next,
    purging: invalidatePosts(caches),
  });
  const store = sharedCaches({
    ...caches,
    store: rows,
    ttlMs: post.sharedCacheTtlMs,
    isSettled: (id) => timeOf(id) < idClock.nowMs() - 10_000,
    onError: (err) => log.warn({ err }, 'the cache of posts'),
  });
  return {
    store,
    writes: durableWrites(host, 'post', {
      outbox,
      claims: cassandraClaims(db, idClock, product.idempotencyTtlMs),
    }),
    recounts: store,
  };
}
