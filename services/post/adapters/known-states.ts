import { committedMemory } from '../../../platform/sqlite/committed-memory.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostState } from '../domain/post.ts';
import type { Announcements } from './announcements.ts';

/** States of posts as they are committed. */
export interface KnownStates {
  get(id: string): PostState | undefined;
  /** What was read from committed rows; in the same turn as the reading. */
  keep(state: PostState): void;
}

/**
 * @param announcements are watched, since every change of a state is announced within its transaction
 */
export function knownStates(
  db: Database,
  announcements: Announcements,
  maxBytes: number,
): { known: KnownStates; announcements: Announcements } {
  const states = committedMemory<PostState>(db, maxBytes);
  return {
    known: {
      get: states.get,
      keep: (state) => states.keep(states.moment(), state.id, state),
    },
    announcements: {
      ...announcements,
      countsDirty(tx, postId, actorId) {
        states.changing(postId);
        announcements.countsDirty(tx, postId, actorId);
      },
      entryRemoved(tx, entry, actorId) {
        states.changing(entry.subjectId);
        announcements.entryRemoved(tx, entry, actorId);
      },
    },
  };
}
