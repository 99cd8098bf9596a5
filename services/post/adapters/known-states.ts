import { LRUCache } from 'lru-cache';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostState } from '../domain/post.ts';
import type { Announcements } from './announcements.ts';

/** States of posts as they are committed, in the memory of the one process that writes the database. */
export interface KnownStates {
  get(id: string): PostState | undefined;
  /** What was read from committed rows; in the same turn as the reading. */
  keep(state: PostState): void;
}

/**
 * Exact without lives or tombstones: rows are read and kept in one turn, and a commit lets go of what it changed before
 * anybody else gets a turn.
 *
 * @param announcements are watched, since every change of a state is announced within its transaction
 */
export function knownStates(
  db: Database,
  announcements: Announcements,
  maxStates: number,
): { known: KnownStates; announcements: Announcements } {
  const states = new LRUCache<string, PostState>({ max: maxStates });
  const changed = new Set<string>();
  db.afterCommit(() => {
    for (const id of changed) states.delete(id);
    changed.clear();
  });
  return {
    known: { get: (id) => states.get(id), keep: (state) => states.set(state.id, state) },
    announcements: {
      ...announcements,
      countsDirty(tx, postId, actorId) {
        changed.add(postId);
        announcements.countsDirty(tx, postId, actorId);
      },
      entryRemoved(tx, entry, actorId) {
        changed.add(entry.subjectId);
        announcements.entryRemoved(tx, entry, actorId);
      },
    },
  };
}
