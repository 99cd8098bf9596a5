import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostStore } from '../ports.ts';
import { cachedReads } from './cached-reads.ts';
import { stateCache } from './state-cache.ts';

/**
 * Caches reads in memory, in the one process that writes the database.
 *
 * @param maxBytes the most memory: half of it for the states of posts
 */
export function memoryReads(store: PostStore, db: Pick<Database, 'onCommit'>, maxBytes: number): PostStore {
  return cachedReads(stateCache(store, db, maxBytes / 2), db, maxBytes / 2);
}
