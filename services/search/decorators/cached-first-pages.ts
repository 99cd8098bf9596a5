import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import { searchKey } from '../domain/search.ts';
import type { PostIndex } from '../ports.ts';

/** The newest ids of a search that are cached together: the largest page, and one more. */
const cachedIds = 101;

export interface CachedFirstPagesOptions {
  readonly index: PostIndex;
  readonly cache: Cache<readonly string[]>;
  readonly ttlMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Caches the newest ids of searches for a moment, for everybody who searches for the same. Who may see a post is decided at
 * every search. Nothing is invalidated: a new post is found when the entry has expired. An empty page is not cached, so the first
 * post that matches is found as soon as it is indexed.
 */
export function cachedFirstPages({ index, cache, ttlMs, onError }: CachedFirstPagesOptions): PostIndex {
  return {
    ...index,
    async newest(search, page) {
      if (page.beforeId !== undefined || page.limit > cachedIds) return index.newest(search, page);
      const key = searchKey(search);
      const read = readThrough<readonly string[]>({
        cache,
        ttlMs,
        onError,
        async load() {
          const ids = await index.newest(search, { limit: cachedIds });
          return new Map(ids.length === 0 ? [] : [[key, ids]]);
        },
      });
      const [ids = []] = await read([key]);
      return ids.slice(0, page.limit);
    },
  };
}
