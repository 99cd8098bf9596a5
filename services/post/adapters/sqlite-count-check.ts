import type { ComparedCounts } from '../../../platform/count-check.ts';
import { sqliteCountCheck } from '../../../platform/sqlite/count-check.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostStore } from '../ports.ts';

interface Row {
  readonly id: string;
  readonly reply_count: number;
  readonly repost_count: number;
  readonly like_count: number;
  readonly quote_count: number;
  readonly replies: number;
  readonly reposts: number;
  readonly likes: number;
  readonly quotes: number;
}

const COMPARE = `
  SELECT id, reply_count, repost_count, like_count, quote_count,
    (SELECT count(*) FROM post AS reply WHERE reply.reply_to_id = post.id AND reply.removal_id = '') AS replies,
    (SELECT count(*) FROM repost WHERE post_id = post.id AND standing = 1) AS reposts,
    (SELECT count(*) FROM post_like WHERE post_id = post.id AND standing = 1) AS likes,
    (SELECT count(*) FROM post AS quote WHERE quote.quoted_id = post.id AND quote.removal_id = '') AS quotes
  FROM post WHERE id > ? ORDER BY id LIMIT ?`;
const CORRECT =
  'UPDATE post SET reply_count = ?, repost_count = ?, like_count = ?, quote_count = ? WHERE id = ?';

/** Compares counts of posts with the rows that they count. */
export function postCountCheck(db: Database): PostStore['verifyCounts'] {
  return sqliteCountCheck<Row>(db, {
    compareSql: COMPARE,
    comparedOf,
    correct: (tx, { id, replies, reposts, likes, quotes }) =>
      tx.run(CORRECT, replies, reposts, likes, quotes, id),
  });
}

function comparedOf({ id, replies, reposts, likes, quotes, ...stored }: Row): ComparedCounts {
  const counted = { reply_count: replies, repost_count: reposts, like_count: likes, quote_count: quotes };
  return { id, stored, counted };
}
