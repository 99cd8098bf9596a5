import { type RepostWindow, Stamp } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { Entry } from '../domain/post.ts';
import type { AuthorHead } from '../ports.ts';
import type { PostContext, PostMeshHandlers } from './context.ts';

/** What other services ask about posts. */
export function mesh(post: PostContext): PostMeshHandlers {
  const { store, hydration, underway, oldestWaitingMs, clock, clockSkewMs, ids } = post;
  const listReposts = async (windows: readonly RepostWindow[], limit: number) => {
    const ranges = windows.map(({ subjectId, fromEntryId, beforeEntryId }) => ({
      subjectId,
      from: fromEntryId,
      before: beforeEntryId,
    }));
    const lists = await store.reposts(ranges, limit);
    return ranges.map(({ subjectId }, at) => ({ subjectId, entries: lists[at]?.map(encodeEntry) ?? [] }));
  };
  return {
    async batchListAuthorEntries({ cursors, limitPerAuthor, pullOnly }) {
      const places = cursors.map(({ authorId, beforeEntryId, fromEntryId }) => ({
        authorId,
        before: beforeEntryId,
        from: fromEntryId,
      }));
      const lists = await store.authorEntries(places, limitPerAuthor, pullOnly);
      return {
        authors: places.map(({ authorId }, at) => ({ authorId, entries: lists[at]?.map(encodeEntry) })),
      };
    },
    batchListReposts: async ({ windows, limitPerPost }) => ({
      posts: await listReposts(windows, limitPerPost),
    }),
    batchGetAuthorHeads: async ({ authorIds }) => ({ heads: await heads(store.authorHeads(authorIds)) }),
    listPullAuthors: async ({ afterId, limit }) => ({
      heads: await heads(store.pullAuthors(afterId, limit)),
    }),
    async getHorizon() {
      // In this order: a write that ends in between shows up among what waits.
      const nowMs = clock.nowMs();
      // What streams have passed is this less the skew, and a clock that is put right must not give an id below it.
      ids.notBefore(Math.floor(nowMs) - clockSkewMs);
      const oldestUnderwayMs = underway.oldestMs();
      const times = [nowMs, oldestUnderwayMs, await oldestWaitingMs()].filter((ms) => ms !== undefined);
      return { announcedUntilMs: BigInt(Math.floor(Math.min(...times))) };
    },
    async restampEntry({ actorId, entryId }) {
      await store.restamp(actorId, entryId);
      return {};
    },
    async hydratePosts({ postIds, viewerId, authorsChecked, userIds, repostWindows, limitPerWindow }) {
      const ids = postIds.length < 2 ? postIds : [...new Set(postIds)];
      const [{ shown, card }, reposts] = await Promise.all([
        hydration.hydrate(ids, { viewerId: viewerId || undefined, authorsChecked, userIds }),
        repostWindows.length === 0 ? [] : listReposts(repostWindows, limitPerWindow),
      ]);
      const users = userIds.flatMap((userId) => {
        const found = card(userId);
        return found?.active ? [{ userId, user: found.user }] : [];
      });
      const posts = ids.flatMap((postId) => {
        const post = shown.get(postId);
        return post === undefined ? [] : [{ postId, authorId: post.authorId, post: post.bytes }];
      });
      return { posts, users, reposts };
    },
  };
}

async function heads(of: Promise<readonly AuthorHead[]>): Promise<AuthorHead[]> {
  return [...(await of)];
}

function encodeEntry({ id, actorId, subjectId, subjectAuthorId, stamp }: Entry) {
  return {
    entryId: id,
    actorId,
    subjectId,
    subjectAuthorId,
    stamp: stamp === 'pull' ? Stamp.PULL : Stamp.PUSH,
  };
}
