import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostLists } from '../ports.ts';

const ANCESTORS = `
  WITH RECURSIVE above (id, depth) AS (
    SELECT reply_to_id, 1 FROM post WHERE id = ? AND reply_to_id <> ''
    UNION ALL
    SELECT post.reply_to_id, depth + 1 FROM above JOIN post ON post.id = above.id
    WHERE post.reply_to_id <> '' AND depth < ?
  )
  SELECT id FROM above ORDER BY depth`;
const REPLIES = `
  SELECT id FROM post
  WHERE reply_to_id = ? AND reply_to_id <> '' AND id > ? AND (removal_id = '' OR reply_count > 0)
  ORDER BY id LIMIT ?`;
const QUOTES = `
  SELECT id FROM post
  WHERE quoted_id = ? AND quoted_id <> '' AND id < ? AND removal_id = ''
  ORDER BY id DESC LIMIT ?`;
const LIKERS = `
  SELECT user_id AS id FROM post_like
  WHERE post_id = ? AND user_id > ? AND standing = 1 ORDER BY user_id LIMIT ?`;
const REPOSTERS = `
  SELECT user_id AS id FROM repost
  WHERE post_id = ? AND user_id > ? AND standing = 1 ORDER BY user_id LIMIT ?`;

/** Above every id. */
const END = ':';

export function sqliteLists(db: Database): PostLists {
  const ids = (sql: string, ...parameters: (string | number)[]): string[] =>
    db.read((rows) => rows.all<{ id: string }>(sql, ...parameters)).map(({ id }) => id);

  return {
    ancestorIds: async (postId, limit) => ids(ANCESTORS, postId, limit),
    replyIds: async (postId, after, limit) => ids(REPLIES, postId, after, limit),
    quoteIds: async (postId, before, limit) => ids(QUOTES, postId, before || END, limit),
    likerIds: async (postId, after, limit) => ids(LIKERS, postId, after, limit),
    reposterIds: async (postId, after, limit) => ids(REPOSTERS, postId, after, limit),
  };
}
