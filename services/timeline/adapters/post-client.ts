import { createClient, type Transport } from '@connectrpc/connect';
import {
  type RepostWindow as MessageWindow,
  PostMeshService,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { RepostWindow } from '../domain/folding.ts';
import type { ShownPost } from '../domain/judge.ts';
import type { Entries, Hydration } from '../ports.ts';

/** What the fan-out needs of the post service beside entries. */
export interface Announcing {
  /** Every entry made before this is on topic `post`; milliseconds since 1970. */
  announcedUntilMs(): Promise<number>;
  /** Makes an entry one that is merged at read. */
  restamp(actorId: string, entryId: string): Promise<void>;
  /** The newest pulled entry of each author who has one, in pages. */
  pullHeads(): AsyncGenerator<{ readonly authorId: string; readonly lastPullEntryId: string }>;
}

const headsPerRead = 1000;

/** Entries and posts from the post service. */
export function postClient(transport: Transport): Entries & Pick<Hydration, 'gather'> & Announcing {
  const client = createClient(PostMeshService, transport);
  return {
    announcedUntilMs: async () => Number((await client.getHorizon({})).announcedUntilMs),
    async restamp(actorId, entryId) {
      await client.restampEntry({ actorId, entryId });
    },
    async *pullHeads() {
      for (let afterId = ''; ; ) {
        const { heads } = await client.listPullAuthors({ afterId, limit: headsPerRead });
        yield* heads;
        if (heads.length < headsPerRead) return;
        afterId = heads.at(-1)!.authorId;
      }
    },
    async heads(authorIds) {
      const { heads } = await client.batchGetAuthorHeads({ authorIds: [...authorIds] });
      return new Map(heads.map(({ authorId, lastEntryId }) => [authorId, lastEntryId]));
    },
    async list(cursors, limit) {
      const { authors } = await client.batchListAuthorEntries({
        $typeName: 'skein.post.mesh.v1.BatchListAuthorEntriesRequest',
        cursors: cursors.map(({ authorId, beforeId, fromId }) => ({
          $typeName: 'skein.post.mesh.v1.AuthorCursor',
          authorId,
          beforeEntryId: beforeId,
          fromEntryId: fromId,
        })),
        limitPerAuthor: limit,
        pullOnly: false,
      });
      return authors.map(({ entries }) => entries);
    },
    async repostsBy(actorIds, windows, limit) {
      const { posts } = await client.batchListReposts({
        windows: windows.map(encodeWindow),
        limitPerPost: limit,
        actorIds: [...actorIds],
      });
      return posts.map(({ entries }) => entries);
    },
    async gather({ postIds, userIds, windows, limit }, viewerId) {
      const { posts, users, reposts } = await client.hydratePosts({
        $typeName: 'skein.post.mesh.v1.HydratePostsRequest',
        postIds: [...postIds],
        viewerId: viewerId ?? '',
        authorsChecked: true,
        userIds: [...userIds],
        repostWindows: windows.map(encodeWindow),
        limitPerWindow: windows.length === 0 ? 0 : limit,
      });
      const byId = new Map<string, ShownPost>();
      for (const { postId, authorId, post } of posts) byId.set(postId, { authorId, bytes: post });
      return {
        posts: byId,
        users: new Map(users.map(({ userId, user }) => [userId, user])),
        reposts: reposts.map(({ entries }) => entries),
      };
    },
  };
}

function encodeWindow({ subjectId, fromId, beforeId }: RepostWindow): MessageWindow {
  return {
    $typeName: 'skein.post.mesh.v1.RepostWindow',
    subjectId,
    fromEntryId: fromId,
    beforeEntryId: beforeId,
  };
}
