import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

const MIB = 1 << 20;

/**
 * What the post service is told. Of the product's figures it goes by SKEIN_TEXT_LIMIT, SKEIN_TEXT_MAX_BYTES,
 * SKEIN_FAMOUS_FOLLOWERS and SKEIN_IDEMPOTENCY_TTL.
 */
export const postSettings = {
  product: productSettings,
  post: group({
    fragmentCacheBytes: {
      env: 'SKEIN_POST_FRAGMENT_CACHE',
      type: 'int',
      unit: 'bytes',
      default: 64 * MIB,
      min: MIB,
      doc: 'How much memory encoded posts take; a post of 280 characters takes about 2,000.',
    },
    stateCacheBytes: {
      env: 'SKEIN_POST_STATE_CACHE',
      type: 'int',
      unit: 'bytes',
      default: 64 * MIB,
      min: 1_000,
      doc: 'How much memory the embedded store takes for counts and states of posts (about 600 bytes each), what viewers did with them, and the newest entries of authors and reposts of posts.',
    },
    followerCountTtlMs: {
      env: 'SKEIN_FOLLOWER_COUNT_TTL',
      type: 'duration',
      default: 30_000,
      min: 1,
      doc: 'How old the follower count may be by which an entry is pushed or merged at read.',
    },
    purgeBatch: {
      env: 'SKEIN_POST_PURGE_BATCH',
      type: 'int',
      unit: 'rows',
      default: 200,
      min: 1,
      max: 10_000,
      doc: 'How many posts, likes and reposts of a purged account one transaction removes; other writes wait for it.',
    },
  }),
};

export type PostConfig = Config<typeof postSettings>;
