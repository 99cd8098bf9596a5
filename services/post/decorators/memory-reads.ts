import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostStore } from '../ports.ts';
import { knownStates } from './known-states.ts';
import { rememberedReads } from './remembered-reads.ts';

/**
 * A store whose reads are kept in memory by the one process that writes the database.
 *
 * @param maxBytes of memory, half of it for the states of posts
 */
export function memoryReads(
  store: PostStore,
  db: Pick<Database, 'afterCommit'>,
  maxBytes: number,
): PostStore {
  return rememberedReads(knownStates(store, db, maxBytes / 2), db, maxBytes / 2);
}
