import { ActionTaken_Kind as Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import { NOTHING_DONE, type ViewerState } from '../domain/post.ts';
import { isDue, type StoredReaction } from '../domain/reaction.ts';
import { postNotFound } from '../domain/visibility.ts';
import type { Change, NewEntry, Reaction, Reactions } from '../ports.ts';
import type { Announcements } from './announcements.ts';
import { type PostRow, stampNumber, stateOf } from './rows.ts';
import { addEntry, removeEntry } from './sqlite-entries.ts';
import { count, postRow } from './sqlite-posts.ts';
import { recentReactions, viewerStates } from './sqlite-viewer.ts';

interface ReactionRow {
  standing: number;
  change_id: string;
  /** Only in rows of reposts. */
  id?: string;
}

/** One change of one row of `post_like` or `repost`. */
interface ReactionChange {
  readonly post: PostRow;
  readonly userId: string;
  readonly change: Change;
}

const storedIn = (row: ReactionRow | undefined): StoredReaction | undefined =>
  row && { exists: row.standing === 1, changeId: row.change_id };

export function sqliteReactions(db: Database, announcements: Announcements): Reactions {
  const setLike = (tx: Statements, { post, userId, change }: ReactionChange, standing: 0 | 1): void => {
    const row = tx.get<ReactionRow>(
      'SELECT * FROM post_like WHERE post_id = ? AND user_id = ?',
      post.id,
      userId,
    );
    if (!isDue(storedIn(row), change, standing === 1)) return;
    tx.run(
      `INSERT INTO post_like (post_id, user_id, standing, change_id) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         standing = excluded.standing, change_id = max(change_id, excluded.change_id)`,
      post.id,
      userId,
      standing,
      change.id,
    );
    const by = standing === 1 ? 1 : -1;
    count(tx, announcements, { postId: post.id, column: 'like_count', by, actorId: userId });
    const kind = standing === 1 ? Kind.LIKE : Kind.UNLIKE;
    announcements.action(tx, kind, { actorId: userId, postId: post.id, authorId: post.author_id });
  };

  const repost = (
    tx: Statements,
    { post, userId, change }: ReactionChange,
    { id, stamp }: NewEntry,
  ): void => {
    const row = repostRow(tx, post.id, userId);
    if (!isDue(storedIn(row), change, true)) return;
    tx.run(
      `INSERT INTO repost (post_id, user_id, standing, change_id, id, stamp) VALUES (?1, ?2, 1, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET standing = 1, change_id = max(change_id, ?3), id = ?4, stamp = ?5`,
      post.id,
      userId,
      change.id,
      id,
      stampNumber(stamp),
    );
    const subject = { actorId: userId, subjectId: post.id, subjectAuthorId: post.author_id };
    addEntry(tx, { id, ...subject, stamp });
    count(tx, announcements, { postId: post.id, column: 'repost_count', by: 1, actorId: userId });
    announcements.repostCreated(tx, { id, ...subject, stamp });
    announcements.action(tx, Kind.SHARE, { actorId: userId, postId: post.id, authorId: post.author_id });
  };

  const unrepost = (tx: Statements, { post, userId, change }: ReactionChange): void => {
    const row = repostRow(tx, post.id, userId);
    if (row?.id === undefined || !isDue(storedIn(row), change, false)) return;
    tx.run(
      'UPDATE repost SET standing = 0, change_id = max(change_id, ?) WHERE post_id = ? AND user_id = ?',
      change.id,
      post.id,
      userId,
    );
    repostRemoved(tx, announcements, { post, userId, repostId: row.id });
  };

  const run = (
    tx: Statements,
    postId: string,
    request: Omit<ReactionChange, 'post'>,
    on: (request: ReactionChange) => void,
  ): Reaction => {
    const post = postRow(tx, postId);
    if (post === undefined || post.removal_id !== '') throw postNotFound();
    on({ post, ...request });
    return {
      counts: stateOf(postRow(tx, postId) ?? post).counts,
      viewer: viewerStates(tx, request.userId, [postId]).get(postId) ?? NOTHING_DONE,
    };
  };
  const write = (
    postId: string,
    userId: string,
    change: Change,
    on: (tx: Statements, request: ReactionChange) => void,
  ) => db.write((tx) => run(tx, postId, { userId, change }, (request) => on(tx, request)));

  return {
    like: (postId, userId, change) => write(postId, userId, change, (tx, request) => setLike(tx, request, 1)),
    unlike: (postId, userId, change) =>
      write(postId, userId, change, (tx, request) => setLike(tx, request, 0)),
    repost: (postId, userId, change, entry) =>
      db.write((tx) => {
        const reaction = run(tx, postId, { userId, change }, (request) => repost(tx, request, entry));
        const row = repostRow(tx, postId, userId);
        return { ...reaction, repostId: row?.standing === 1 ? (row.id ?? '') : '' };
      }),
    unrepost: (postId, userId, change) => write(postId, userId, change, unrepost),
    viewerStates: async (userId, postIds): Promise<ReadonlyMap<string, ViewerState>> =>
      db.read((rows) => viewerStates(rows, userId, postIds)),
    recentReactions: async (userId, limit) => db.read((rows) => recentReactions(rows, userId, limit)),
  };
}

function repostRow(tx: Statements, postId: string, userId: string): ReactionRow | undefined {
  return tx.get<ReactionRow>('SELECT * FROM repost WHERE post_id = ? AND user_id = ?', postId, userId);
}

/** The consequences of an undone repost, within the caller's transaction. */
export function repostRemoved(
  tx: Statements,
  announcements: Announcements,
  { post, userId, repostId }: { post: PostRow; userId: string; repostId: string },
): void {
  removeEntry(tx, userId, repostId);
  count(tx, announcements, { postId: post.id, column: 'repost_count', by: -1, actorId: userId });
  const entry = { id: repostId, actorId: userId, subjectId: post.id, subjectAuthorId: post.author_id };
  announcements.entryRemoved(tx, entry, userId);
}
