import { ActionTaken_Kind as Kind } from '../../../../gen/ts/skein/event/v1/event_pb.ts';
import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { CassandraOutbox } from '../../../../platform/events/outbox-cassandra.ts';
import { isDue, latestChange } from '../../domain/reaction.ts';
import type { Change } from '../../ports.ts';
import type { PostEvents } from '../post-events.ts';
import { bucketOf } from './buckets.ts';
import { recountSmall } from './counts.ts';
import type { PostRow } from './post-rows.ts';
import type { ReactionRow } from './reaction-rows.ts';

const REACTION = `UPDATE :reaction USING TIMESTAMP ? SET liked = ?, like_change_id = ?
  WHERE user_id = ? AND post_id = ?`;
const LIKE =
  'INSERT INTO :post_like (post_id, bucket, user_id, standing) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';

export interface LikeChange {
  readonly post: PostRow;
  readonly userId: string;
  readonly change: Change;
  /** What the person has done with the post so far. */
  readonly reaction: ReactionRow | undefined;
}

/**
 * Writes a like to both tables with one timestamp, above the existing one, so that the last writer wins in both. An existing
 * like is written and counted again: batches are not isolated, so another process may be between the two rows, or may have
 * ended before it counted.
 */
export function setLike(db: Cassandra, outbox: CassandraOutbox, events: PostEvents) {
  return async ({ post, userId, change, reaction }: LikeChange, liked: boolean): Promise<void> => {
    const stored = reaction && { exists: reaction.liked === true, changeId: reaction.like_change_id ?? '' };
    const bucket = bucketOf(userId);
    const count = () => recountSmall(db, { postId: post.id, kind: 'likes', bucket });
    if (!isDue(stored, change, liked)) {
      if (reaction?.liked == null) return;
      await db.run(statement(LIKE, post.id, bucket, userId, reaction.liked, reaction.liked_at));
      return count();
    }
    const at = BigInt(db.writeTime(Number(reaction?.liked_at ?? 0)));
    const action = { actorId: userId, postId: post.id, authorId: post.authorId };
    await outbox.write(
      [
        statement(REACTION, at, liked, latestChange(reaction?.like_change_id, change.id), userId, post.id),
        statement(LIKE, post.id, bucket, userId, liked, at),
      ],
      [events.countsDirty(post.id, userId), events.action(liked ? Kind.LIKE : Kind.UNLIKE, action)],
    );
    await count();
  };
}
