import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { CassandraOutbox } from '../../../../platform/events/outbox-cassandra.ts';
import type { PostStore } from '../../ports.ts';
import type { PostEvents } from '../post-events.ts';
import { bucketOf } from './buckets.ts';
import { recountSmall } from './counts.ts';
import { readPosts, rowTime } from './post-rows.ts';
import type { CassandraPosts } from './posts.ts';
import { REACTION, type ReactionRow } from './reaction-rows.ts';
import type { Reposts } from './reposts.ts';

const REACTIONS = `${REACTION} LIMIT ?`;
const OWN = 'SELECT id, subject_id FROM :entry WHERE author_id = ? LIMIT ?';
const NOT_LIKED = `INSERT INTO :post_like (post_id, bucket, user_id, standing) VALUES (?, ?, ?, false)
  USING TIMESTAMP ?`;
const NO_REACTION = 'DELETE FROM :reaction WHERE user_id = ? AND post_id = ? IF EXISTS';
const NO_ENTRY = 'DELETE FROM :entry USING TIMESTAMP ? WHERE author_id = ? AND id = ?';
const NO_HEAD = 'DELETE FROM :author_head USING TIMESTAMP ? WHERE author_id = ?';
const NO_PULL_HEAD = "DELETE FROM :pull_head USING TIMESTAMP ? WHERE part = 'all' AND author_id = ?";
const HEAD = 'SELECT last_entry_id FROM :author_head WHERE author_id = ?';

export interface PurgeOptions {
  readonly db: Cassandra;
  readonly outbox: CassandraOutbox;
  readonly events: PostEvents;
  readonly posts: CassandraPosts;
  readonly reposts: Reposts;
  /** The removal id of the posts that a purge deletes. */
  newRemovalId(): string;
  /** Is awaited before the states or the reposts of these posts change. */
  purging(postIds: readonly string[]): Promise<void>;
}

/** Removes a person's row of a reaction last, so that a purge after an abort finds it again. */
export function cassandraPurge(options: PurgeOptions): PostStore['purge'] {
  const { db, outbox, events, posts, reposts, newRemovalId, purging } = options;

  const removeReaction = async (userId: string, row: ReactionRow): Promise<void> => {
    const { post_id: postId, liked, liked_at } = row;
    const post = (await readPosts(db, [postId])).get(postId);
    await purging([postId]);
    if (post) await reposts.removeRows(post, userId, row);
    if (post && liked) {
      const bucket = bucketOf(userId);
      const at = BigInt(db.writeTime(Number(liked_at ?? 0)));
      const unliked = [statement(NOT_LIKED, postId, bucket, userId, at)];
      await outbox.write(unliked, [events.countsDirty(postId, userId)]);
      await recountSmall(db, { postId, kind: 'likes', bucket });
    }
    await db.runIf(statement(NO_REACTION, userId, postId));
  };

  const removeOwn = async (userId: string, { id }: { id: string }): Promise<void> => {
    const row = (await readPosts(db, [id])).get(id);
    if (row?.removalId === '') {
      await purging([row.id, row.replyToId, row.quotedId].filter((each) => each !== ''));
      await posts.remove(row, newRemovalId(), userId);
    } else {
      // The rest of an entry whose post is deleted or was never stored.
      await db.run(statement(NO_ENTRY, BigInt(db.writeTime(rowTime(id))), userId, id));
    }
  };

  /** The timestamp of a head is its entry's id. */
  const removeHeads = async (userId: string): Promise<void> => {
    const head = await db.get<{ last_entry_id: string }>(HEAD, userId);
    if (!head) return;
    const at = BigInt(head.last_entry_id);
    await db.batch([statement(NO_HEAD, at, userId), statement(NO_PULL_HEAD, at, userId)]);
  };

  return async (userId, limit) => {
    const reactions = await db.all<ReactionRow>(REACTIONS, [userId, limit], limit);
    for (const row of reactions) await removeReaction(userId, row);
    if (reactions.length === limit) return true;
    // All reposts are removed, so the remaining entries are posts.
    const left = limit - reactions.length;
    const own = await db.all<{ id: string }>(OWN, [userId, left], left);
    for (const row of own) await removeOwn(userId, row);
    if (own.length === left) return true;
    await removeHeads(userId);
    return false;
  };
}
