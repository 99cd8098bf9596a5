import {
  type HydratedPost,
  type HydratedUser,
  type Entry as MessageEntry,
  type RepostWindow,
  Stamp,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { Entry } from '../domain/post.ts';
import type { AuthorHead, PostStore, RepostWindow as Range } from '../ports.ts';
import type { PostContext, PostMeshHandlers } from './context.ts';

/** What other services ask about posts. */
export function mesh(post: PostContext): PostMeshHandlers {
  const { store, hydration, underway, oldestWaitingMs, clockSkewMs, ids } = post;
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
    const lists =
      actorIds.length === 0
        ? await store.reposts(ranges, limit)
        : await repostsBy(store, actorIds, ranges, limit);
    return ranges.map(({ subjectId }, at) => ({
      $typeName: 'skein.post.mesh.v1.Reposts' as const,
      subjectId,
      entries: lists[at]?.map(encodeEntry) ?? [],
    }));
  };
  return {
    async batchListAuthorEntries({ cursors, limitPerAuthor, pullOnly }) {
      const places = cursors.map(({ authorId, beforeEntryId, fromEntryId }) => ({
        authorId,
        before: beforeEntryId,
        from: fromEntryId,
      }));
      const lists = await store.authorEntries(places, limitPerAuthor, pullOnly);
      const authors = places.map(({ authorId }, at) => ({
        $typeName: 'skein.post.mesh.v1.AuthorEntries' as const,
        authorId,
        entries: lists[at]?.map(encodeEntry) ?? [],
      }));
      return { $typeName: 'skein.post.mesh.v1.BatchListAuthorEntriesResponse', authors };
    },
    batchListReposts: async ({ windows, limitPerPost, actorIds }) => ({
      posts: await listReposts(windows, limitPerPost, actorIds),
    }),
    batchGetAuthorHeads: async ({ authorIds }) => ({ heads: await heads(store.authorHeads(authorIds)) }),
    listPullAuthors: async ({ afterId, limit }) => ({
      heads: await heads(store.pullAuthors(afterId, limit)),
    }),
    async getHorizon() {
      const nowMs = ids.nowMs();
      // What streams have passed is what is answered less the skew: no id may come below it, not even after a crash.
      const keptMs = await ids.keep(nowMs - clockSkewMs);
      // In this order: a write that ends in between shows up among what waits.
      const oldestUnderwayMs = underway.oldestMs();
      const times = [nowMs, keptMs + clockSkewMs, oldestUnderwayMs, await oldestWaitingMs()];
      return { announcedUntilMs: BigInt(Math.floor(Math.min(...times.filter((ms) => ms !== undefined)))) };
    },
    async restampEntry({ actorId, entryId }) {
      await store.restamp(actorId, entryId);
      return {};
    },
    async hydratePosts({ postIds, viewerId, repostWindows, limitPerWindow, ...viewing }) {
      const { authorsChecked, hideMutedQuotes, userIds } = viewing;
      const [{ shown, card }, reposts] = await Promise.all([
        hydration.hydrate(postIds, {
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

async function heads(of: Promise<readonly AuthorHead[]>): Promise<AuthorHead[]> {
  return [...(await of)];
}

async function repostsBy(
  store: Pick<PostStore, 'repostsBy'>,
  actorIds: readonly string[],
  windows: readonly Range[],
  limit: number,
): Promise<Entry[][]> {
  const reposts = await store.repostsBy(
    actorIds,
    windows.map(({ subjectId }) => subjectId),
  );
  return windows.map(({ subjectId, from, before }) =>
    (reposts.get(subjectId) ?? [])
      .filter(({ id }) => id >= from && (before === '' || id < before))
      .slice(0, limit),
  );
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
