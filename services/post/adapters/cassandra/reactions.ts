import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import { NO_COUNTS, NOTHING_DONE } from '../../domain/post.ts';
import { postNotFound } from '../../domain/visibility.ts';
import type { Change, Reaction, Reactions } from '../../ports.ts';
import { readCounts } from './counts.ts';
import type { LikeChange } from './likes.ts';
import { type PostRow, readPosts } from './post-rows.ts';
import { readReaction, readRecentReactions, readViewerStates } from './reaction-rows.ts';
import type { Reposts } from './reposts.ts';

export function cassandraReactions(
  db: Cassandra,
  like: (request: LikeChange, liked: boolean) => Promise<void>,
  reposts: Reposts,
): Reactions {
  const standing = async (postId: string): Promise<PostRow> => {
    const post = (await readPosts(db, [postId])).get(postId);
    if (post === undefined || post.removalId !== '') throw postNotFound();
    return post;
  };
  const after = async (postId: string, userId: string): Promise<Reaction> => {
    const [counts, viewer] = await Promise.all([
      readCounts(db, [postId]),
      readViewerStates(db, userId, [postId]),
    ]);
    return { counts: counts.get(postId) ?? NO_COUNTS, viewer: viewer.get(postId) ?? NOTHING_DONE };
  };
  const setLike = async (postId: string, userId: string, change: Change, liked: boolean) => {
    const [post, reaction] = await Promise.all([standing(postId), readReaction(db, userId, postId)]);
    await like({ post, userId, change, reaction }, liked);
    return after(postId, userId);
  };

  return {
    like: (postId, userId, change) => setLike(postId, userId, change, true),
    unlike: (postId, userId, change) => setLike(postId, userId, change, false),
    async repost(postId, userId, change, entry) {
      const post = await standing(postId);
      const repostId = await reposts.repost({ post, userId, change }, entry);
      return { ...(await after(postId, userId)), repostId };
    },
    async unrepost(postId, userId, change) {
      const post = await standing(postId);
      await reposts.unrepost({ post, userId, change });
      return after(postId, userId);
    },
    viewerStates: (userId, postIds) => readViewerStates(db, userId, postIds),
    recentReactions: (userId, limit) => readRecentReactions(db, userId, limit),
  };
}
