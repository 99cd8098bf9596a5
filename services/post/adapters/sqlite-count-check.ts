import { mismatchesAmong } from '../../../platform/count-check.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
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

/** Counts and rows change in one transaction, so every difference is a fault. */
export function sqliteCountCheck(db: Database): PostStore['verifyCounts'] {
  const compare = (rows: Pick<Statements, 'all'>, afterId: string, limit: number) =>
    rows.all<Row>(COMPARE, afterId, limit);
  return async ({ afterId, limit, repair }) => {
    const found = repair
      ? await db.write((tx) => {
          const posts = compare(tx, afterId, limit);
          for (const { id, replies, reposts, likes, quotes } of posts.filter(differs))
            tx.run(CORRECT, replies, reposts, likes, quotes, id);
          return posts;
        })
      : db.read((rows) => compare(rows, afterId, limit));
    return {
      checked: found.length,
      mismatches: mismatchesAmong(found.map(comparedOf)),
      nextAfterId: found.length < limit ? '' : found.at(-1)!.id,
    };
  };
}

function comparedOf({ id, replies, reposts, likes, quotes, ...stored }: Row) {
  const counted = { reply_count: replies, repost_count: reposts, like_count: likes, quote_count: quotes };
  return { id, stored, counted };
}

function differs(row: Row): boolean {
  return mismatchesAmong([comparedOf(row)]).length > 0;
}
