import { type Config, group } from '../../platform/config.ts';

const MIB = 1 << 20;

export const searchSettings = {
  search: group({
    cacheTtlMs: {
      env: 'SKEIN_SEARCH_CACHE_TTL',
      type: 'duration',
      default: 1_000,
      min: 1,
      max: 60_000,
      doc: 'How long equal searches share what was found. A new post is found when it is over.',
    },
    cacheBytes: {
      env: 'SKEIN_SEARCH_CACHE',
      type: 'int',
      unit: 'bytes',
      holds: 'found ids of first pages',
      default: 16 * MIB,
      min: 10_000,
      doc: 'Memory of the embedded profile for first pages; one takes about 5,000 bytes.',
    },
    rankingBytes: {
      env: 'SKEIN_SEARCH_RANKINGS',
      type: 'int',
      unit: 'bytes',
      holds: 'found ids by relevance',
      default: 32 * MIB,
      min: 100_000,
      doc: 'Memory of the embedded profile for lists by relevance, which later pages continue; one takes up to 25,000 bytes. When it is full, older page tokens end before their five minutes.',
    },
    collectForMs: {
      env: 'SKEIN_SEARCH_COLLECT',
      type: 'duration',
      default: 250,
      min: 10,
      max: 60_000,
      doc: 'How long likes and follows are collected before the posts and people are indexed again: each once, however many likes it got.',
    },
  }),
};

export type SearchConfig = Config<typeof searchSettings>;
