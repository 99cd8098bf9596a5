import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { PostStore } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import { count, markDeleted, postRow } from './sqlite-posts.ts';
import { repostRemoved } from './sqlite-reactions.ts';

interface Removed {
  post_id: string;
  standing: number;
  /** Only in rows of reposts. */
  id?: string;
}

const REPOSTS = 'SELECT post_id, standing, id FROM repost WHERE user_id = ? LIMIT ?';
const LIKES = 'SELECT post_id, standing FROM post_like WHERE user_id = ? LIMIT ?';
const POSTS =
  'SELECT id AS post_id, 1 AS standing FROM entry WHERE author_id = ? AND id = subject_id LIMIT ?';

/** @param newRemovalId the removal id of the posts that a purge deletes */
export function sqlitePurge(
  db: Database,
  announcements: Announcements,
  newRemovalId: () => string,
): PostStore['purge'] {
  const removeRepost = (tx: Statements, userId: string, { post_id, standing, id }: Removed): void => {
    tx.run('DELETE FROM repost WHERE post_id = ? AND user_id = ?', post_id, userId);
    const post = postRow(tx, post_id);
    if (standing === 1 && post && id) repostRemoved(tx, announcements, { post, userId, repostId: id });
  };
  const removeLike = (tx: Statements, userId: string, { post_id, standing }: Removed): void => {
    tx.run('DELETE FROM post_like WHERE post_id = ? AND user_id = ?', post_id, userId);
    if (standing === 0) return;
    count(tx, announcements, { postId: post_id, column: 'like_count', by: -1, actorId: userId });
  };
  const removePost = (tx: Statements, userId: string, { post_id }: Removed): void => {
    const row = postRow(tx, post_id);
    if (row) markDeleted(tx, announcements, { row, removalId: newRemovalId(), actorId: userId });
  };

  return (userId, limit) =>
    db.write((tx) => {
      let left = limit;
      const each = (sql: string, remove: typeof removePost): void => {
        const rows = left <= 0 ? [] : tx.all<Removed>(sql, userId, left);
        for (const row of rows) remove(tx, userId, row);
        left -= rows.length;
      };
      // Reposts have entries too. After they are removed, all remaining entries are posts.
      each(REPOSTS, removeRepost);
      each(LIKES, removeLike);
      each(POSTS, removePost);
      if (left <= 0) return true;
      tx.run('DELETE FROM author_head WHERE author_id = ?', userId);
      return false;
    });
}
