import type { Cassandra, Value } from '../../../../platform/cassandra/cassandra.ts';
import type { PostLists } from '../../ports.ts';
import { allBuckets } from './buckets.ts';
import { readCounts } from './counts.ts';
import { readPosts } from './post-rows.ts';

const REPLIES = 'SELECT id, standing FROM :reply WHERE parent_id = ? AND id > ? LIMIT ?';
const QUOTES =
  'SELECT id FROM :quote WHERE quoted_id = ? AND id < ? AND standing = true LIMIT ? ALLOW FILTERING';
const LIKERS = `SELECT user_id AS id FROM :post_like
  WHERE post_id = ? AND bucket = ? AND user_id > ? AND standing = true LIMIT ? ALLOW FILTERING`;
const REPOSTERS = `SELECT user_id AS id FROM :post_repost
  WHERE post_id = ? AND bucket = ? AND user_id > ? AND standing = true LIMIT ? ALLOW FILTERING`;

/** Above every id. */
export const END = ':';

/** Filters apply within one partition and stop at their limit. No list reads more than one post's rows. */
export function cassandraLists(db: Cassandra): PostLists {
  const ids = async (cql: string, values: readonly Value[], limit: number) =>
    (await db.all<{ id: string }>(cql, values, limit)).map(({ id }) => id);
  const people = async (cql: string, postId: string, after: string, limit: number) => {
    const buckets = allBuckets.map((bucket) => ids(cql, [postId, bucket, after, limit], limit));
    return (await Promise.all(buckets)).flat().sort().slice(0, limit);
  };

  return {
    async ancestorIds(postId, limit) {
      const above: string[] = [];
      let id: string | undefined = postId;
      while (above.length < limit) {
        id = (await readPosts(db, [id])).get(id)?.replyToId;
        if (!id) break;
        above.push(id);
      }
      return above;
    },
    async replyIds(postId, after, limit) {
      const shown: string[] = [];
      if (postId === '') return shown;
      let last = after;
      while (shown.length < limit) {
        const rows = await db.all<{ id: string; standing: boolean }>(REPLIES, [postId, last, limit], limit);
        const removed = rows.filter(({ standing }) => !standing).map(({ id }) => id);
        const counts = await readCounts(db, removed);
        for (const { id, standing } of rows) {
          if (standing || (counts.get(id)?.replies ?? 0) > 0) shown.push(id);
        }
        if (rows.length < limit) break;
        last = rows.at(-1)!.id;
      }
      return shown.slice(0, limit);
    },
    quoteIds: async (postId, before, limit) =>
      postId === '' ? [] : ids(QUOTES, [postId, before || END, limit], limit),
    likerIds: (postId, after, limit) => people(LIKERS, postId, after, limit),
    reposterIds: (postId, after, limit) => people(REPOSTERS, postId, after, limit),
  };
}
