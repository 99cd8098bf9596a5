import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { PostStore } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import type { PostRow } from './rows.ts';
import { markDeleted, postRow } from './sqlite-posts.ts';
import { removeLike, removeRepost } from './sqlite-reactions.ts';

const REPOSTED = 'SELECT post_id AS id FROM repost WHERE user_id = ? LIMIT ?';
const LIKED = 'SELECT post_id AS id FROM post_like WHERE user_id = ? LIMIT ?';
const POSTED = 'SELECT id FROM entry WHERE author_id = ? AND id = subject_id LIMIT ?';

/** @param newRemovalId marks the posts that a purge deletes */
export function sqlitePurge(
  db: Database,
  announcements: Announcements,
  newRemovalId: () => string,
): PostStore['purge'] {
  return (userId, limit) =>
    db.write((tx) => {
      let left = limit;
      const each = (sql: string, remove: (row: PostRow) => void): void => {
        if (left <= 0) return;
        const rows = postsOf(tx, sql, userId, left);
        for (const row of rows) remove(row);
        left -= rows.length;
      };
      // Reposts have entries too: once they are gone, the entries left are posts.
      each(REPOSTED, (row) => removeRepost(tx, announcements, row, userId));
      each(LIKED, (row) => removeLike(tx, announcements, row, userId));
      each(POSTED, (row) =>
        markDeleted(tx, announcements, { row, removalId: newRemovalId(), actorId: userId }),
      );
      if (left <= 0) return true;
      tx.run('DELETE FROM author_head WHERE author_id = ?', userId);
      return false;
    });
}

function postsOf(tx: Statements, sql: string, userId: string, limit: number): PostRow[] {
  return tx.all<{ id: string }>(sql, userId, limit).map(({ id }) => postRow(tx, id) as PostRow);
}
