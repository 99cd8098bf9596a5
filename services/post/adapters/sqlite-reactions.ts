import { ActionTaken_Kind as Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { ViewerState } from '../domain/post.ts';
import { postNotFound } from '../domain/visibility.ts';
import type { Reaction, Reactions } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import { type PostRow, stampNumber, stateOf } from './rows.ts';
import { addEntry, removeEntry } from './sqlite-entries.ts';
import { count, postRow } from './sqlite-posts.ts';

function standing(tx: Statements, postId: string): PostRow {
  const row = postRow(tx, postId);
  if (row === undefined || row.removal_id !== '') throw postNotFound();
  return row;
}

const VIEWER_STATES = `
  SELECT post_id, 1 AS liked, 0 AS reposted FROM post_like
  WHERE user_id = ?1 AND post_id IN (SELECT value FROM json_each(?2))
  UNION ALL
  SELECT post_id, 0, 1 FROM repost
  WHERE user_id = ?1 AND post_id IN (SELECT value FROM json_each(?2))`;

function viewerStates(
  rows: Statements,
  userId: string,
  postIds: readonly string[],
): Map<string, ViewerState> {
  const states = new Map<string, ViewerState>();
  type Found = { post_id: string; liked: number; reposted: number };
  for (const found of rows.all<Found>(VIEWER_STATES, userId, JSON.stringify(postIds))) {
    const before = states.get(found.post_id);
    states.set(found.post_id, {
      liked: found.liked === 1 || before?.liked === true,
      reposted: found.reposted === 1 || before?.reposted === true,
    });
  }
  return states;
}

function reaction(tx: Statements, postId: string, userId: string): Reaction {
  const viewer = viewerStates(tx, userId, [postId]).get(postId) ?? { liked: false, reposted: false };
  return { counts: stateOf(standing(tx, postId)).counts, viewer };
}

/** Takes a like away, within the caller's transaction; false without one. */
export function removeLike(
  tx: Statements,
  announcements: Announcements,
  row: PostRow,
  userId: string,
): boolean {
  const { changes } = tx.run('DELETE FROM post_like WHERE post_id = ? AND user_id = ?', row.id, userId);
  if (changes === 0) return false;
  count(tx, announcements, { postId: row.id, column: 'like_count', by: -1, actorId: userId });
  return true;
}

/** Takes a repost and its entry away, within the caller's transaction. */
export function removeRepost(
  tx: Statements,
  announcements: Announcements,
  row: PostRow,
  userId: string,
): void {
  const repost = tx.get<{ id: string }>(
    'DELETE FROM repost WHERE post_id = ? AND user_id = ? RETURNING id',
    row.id,
    userId,
  );
  if (repost === undefined) return;
  removeEntry(tx, userId, repost.id);
  count(tx, announcements, { postId: row.id, column: 'repost_count', by: -1, actorId: userId });
  announcements.entryRemoved(
    tx,
    { id: repost.id, actorId: userId, subjectId: row.id, subjectAuthorId: row.author_id },
    userId,
  );
}

export function sqliteReactions(db: Database, announcements: Announcements): Reactions {
  return {
    like: (postId, userId) =>
      db.write((tx) => {
        const { author_id: authorId } = standing(tx, postId);
        const { changes } = tx.run(
          'INSERT INTO post_like (post_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
          postId,
          userId,
        );
        if (changes > 0) {
          count(tx, announcements, { postId, column: 'like_count', by: 1, actorId: userId });
          announcements.action(tx, Kind.LIKE, { actorId: userId, postId, authorId });
        }
        return reaction(tx, postId, userId);
      }),

    unlike: (postId, userId) =>
      db.write((tx) => {
        const row = standing(tx, postId);
        if (removeLike(tx, announcements, row, userId)) {
          announcements.action(tx, Kind.UNLIKE, { actorId: userId, postId, authorId: row.author_id });
        }
        return reaction(tx, postId, userId);
      }),

    repost: (postId, userId, repostId, stamp) =>
      db.write((tx) => {
        const { author_id: authorId } = standing(tx, postId);
        const { changes } = tx.run(
          'INSERT INTO repost (post_id, user_id, id, stamp) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
          postId,
          userId,
          repostId,
          stampNumber(stamp),
        );
        if (changes > 0) {
          const entry = {
            id: repostId,
            actorId: userId,
            subjectId: postId,
            subjectAuthorId: authorId,
            stamp,
          };
          addEntry(tx, entry);
          count(tx, announcements, { postId, column: 'repost_count', by: 1, actorId: userId });
          announcements.repostCreated(tx, entry);
          announcements.action(tx, Kind.SHARE, { actorId: userId, postId, authorId });
        }
        return reaction(tx, postId, userId);
      }),

    unrepost: (postId, userId) =>
      db.write((tx) => {
        removeRepost(tx, announcements, standing(tx, postId), userId);
        return reaction(tx, postId, userId);
      }),

    viewerStates: async (userId, postIds) => db.read((rows) => viewerStates(rows, userId, postIds)),
  };
}
