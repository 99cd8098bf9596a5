import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

const MIB = 1 << 20;

/** The memory of cached follower counts: of about 35,000 authors. */
export const followerCountBytes = 8 << 20;

/**
 * The settings of the post service. It also uses the product settings SKEIN_TEXT_LIMIT, SKEIN_TEXT_MAX_BYTES,
 * SKEIN_FAMOUS_FOLLOWERS and SKEIN_IDEMPOTENCY_TTL.
 */
export const postSettings = {
  product: productSettings,
  post: group({
    fragmentCacheBytes: {
      env: 'SKEIN_POST_FRAGMENT_CACHE',
      type: 'int',
      unit: 'bytes',
      holds: 'encoded posts',
      default: 64 * MIB,
      min: MIB,
      doc: 'Memory for cached encoded posts; a post of 280 characters takes about 2,000 bytes.',
    },
    stateCacheBytes: {
      env: 'SKEIN_POST_STATE_CACHE',
      type: 'int',
      unit: 'bytes',
      holds: 'states of posts',
      default: 64 * MIB,
      min: 1_000,
      doc: 'Memory of the embedded store for cached counts and states of posts (about 600 bytes each), likes and reposts of viewers, and the newest entries of authors and reposts of posts.',
    },
    sharedCacheTtlMs: {
      env: 'SKEIN_POST_CACHE_TTL',
      type: 'duration',
      default: 60_000,
      min: 1_000,
      doc: 'Cluster profile: how long states of posts and heads of authors are cached. A change removes them at once; a write that failed and that Cassandra applies later shows after at most this time.',
    },
    followerCountTtlMs: {
      env: 'SKEIN_FOLLOWER_COUNT_TTL',
      type: 'duration',
      default: 30_000,
      min: 1,
      doc: 'The maximum age of the follower count that is compared with the fan-out threshold.',
    },
    purgeBatch: {
      env: 'SKEIN_POST_PURGE_BATCH',
      type: 'int',
      unit: 'rows',
      default: 200,
      min: 1,
      max: 10_000,
      doc: 'The largest number of posts, likes and reposts of a purged account that one transaction removes; other writes wait for it.',
    },
  }),
};

export type PostConfig = Config<typeof postSettings>;
