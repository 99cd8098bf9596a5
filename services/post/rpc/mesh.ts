import {
  type HydratedPost,
  type HydratedUser,
  type Entry as MessageEntry,
  type StoredPost as MessageStoredPost,
  type RepostWindow,
  Stamp,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { encodeMismatch } from '../../../platform/count-check.ts';
import type { StoredPost } from '../app/stored-posts.ts';
import type { Entry } from '../domain/post.ts';
import type { PostMeshHandlers, RpcContext } from './context.ts';

/** The RPCs about posts for other services. */
export function mesh({ app }: Pick<RpcContext, 'app'>): PostMeshHandlers {
  const listReposts = async (
    windows: readonly RepostWindow[],
    limit: number,
    actorIds: readonly string[] = [],
  ) => {
    const ranges = windows.map(({ subjectId, fromEntryId, beforeEntryId }) => ({
      subjectId,
      from: fromEntryId,
      before: beforeEntryId,
    }));
    const lists = await app.repostsOf(ranges, limit, actorIds);
    return ranges.map(({ subjectId }, at) => ({
      $typeName: 'skein.post.mesh.v1.Reposts' as const,
      subjectId,
      entries: lists[at]?.map(encodeEntry) ?? [],
    }));
  };
  return {
    async batchListAuthorEntries({ cursors, limitPerAuthor, pullOnly }) {
      const bounds = cursors.map(({ authorId, beforeEntryId, fromEntryId }) => ({
        authorId,
        before: beforeEntryId,
        from: fromEntryId,
      }));
      const lists = await app.entriesOf(bounds, limitPerAuthor, { pullOnly });
      const authors = bounds.map(({ authorId }, at) => ({
        $typeName: 'skein.post.mesh.v1.AuthorEntries' as const,
        authorId,
        entries: lists[at]?.map(encodeEntry) ?? [],
      }));
      return { $typeName: 'skein.post.mesh.v1.BatchListAuthorEntriesResponse', authors };
    },
    batchListReposts: async ({ windows, limitPerPost, actorIds }) => ({
      posts: await listReposts(windows, limitPerPost, actorIds),
    }),
    batchGetAuthorHeads: async ({ authorIds }) => ({ heads: [...(await app.authorHeads(authorIds))] }),
    listPullAuthors: async ({ afterId, limit }) => ({ heads: [...(await app.pullAuthors(afterId, limit))] }),
    getAnnouncedWatermark: async () => ({ announcedWatermarkMs: BigInt(await app.announcedUntil()) }),
    async restampEntry({ actorId, entryId }) {
      await app.restamp(actorId, entryId);
      return {};
    },
    batchGetStoredPosts: async ({ postIds }) => ({
      posts: (await app.storedPosts(postIds)).map(encodeStoredPost),
    }),
    async scanPosts({ afterId, limit }) {
      const { posts, nextAfterId } = await app.scanPosts(afterId, limit);
      return { posts: posts.map(encodeStoredPost), nextAfterId };
    },
    async listReplyIds({ postId, afterId, limit }) {
      const { ids, nextAfterId } = await app.replyIds(postId, afterId, limit);
      return { postIds: [...ids], nextAfterId };
    },
    async verifyCounts(part) {
      const { checked, mismatches, nextAfterId } = await app.verifyCounts(part);
      return { checkedCount: checked, mismatches: mismatches.map(encodeMismatch), nextAfterId };
    },
    async hydratePosts(request) {
      const { postIds, viewerId, authorsChecked, hideMutedQuotes, userIds } = request;
      const { repostWindows, limitPerWindow } = request;
      const [{ shown, card }, reposts] = await Promise.all([
        app.hydrate(postIds, {
          viewerId: viewerId || undefined,
          authorsChecked,
          hideMutedQuotes,
          userIds,
        }),
        repostWindows.length === 0 ? [] : listReposts(repostWindows, limitPerWindow),
      ]);
      const users: HydratedUser[] = [];
      for (const userId of userIds) {
        const found = card(userId);
        if (found?.active) {
          users.push({ $typeName: 'skein.post.mesh.v1.HydratedUser', userId, user: found.user });
        }
      }
      const posts: HydratedPost[] = [];
      for (const [postId, { authorId, bytes }] of shown) {
        posts.push({ $typeName: 'skein.post.mesh.v1.HydratedPost', postId, authorId, post: bytes });
      }
      return { $typeName: 'skein.post.mesh.v1.HydratePostsResponse', posts, users, reposts };
    },
  };
}

function encodeStoredPost({
  state,
  text,
  mentions,
  hashtags,
  links,
  replyToAuthorId,
}: StoredPost): MessageStoredPost {
  return {
    $typeName: 'skein.post.mesh.v1.StoredPost',
    postId: state.id,
    authorId: state.authorId,
    text,
    hashtags: [...new Set(hashtags.map(({ tag }) => tag))],
    mentionedUserIds: [...new Set(mentions.map(({ userId }) => userId))],
    replyToAuthorId,
    hasLink: links.length > 0,
    likeCount: BigInt(state.counts.likes),
  };
}

function encodeEntry({ id, actorId, subjectId, subjectAuthorId, stamp }: Entry): MessageEntry {
  return {
    $typeName: 'skein.post.mesh.v1.Entry',
    entryId: id,
    actorId,
    subjectId,
    subjectAuthorId,
    stamp: stamp === 'pull' ? Stamp.PULL : Stamp.PUSH,
  };
}
