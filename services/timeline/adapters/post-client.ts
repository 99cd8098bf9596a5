import { createClient, type Transport } from '@connectrpc/connect';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import type { Entries, Hydration } from '../ports.ts';

/** Entries and posts from the post service. */
export function postClient(transport: Transport): Entries & Pick<Hydration, 'posts'> {
  const client = createClient(PostMeshService, transport);
  return {
    async heads(authorIds) {
      const { heads } = await client.batchGetAuthorHeads({ authorIds: [...authorIds] });
      return new Map(heads.map(({ authorId, lastEntryId }) => [authorId, lastEntryId]));
    },
    async list(cursors, limit) {
      const { authors } = await client.batchListAuthorEntries({
        cursors: cursors.map(({ authorId, beforeId }) => ({ authorId, beforeEntryId: beforeId })),
        limitPerAuthor: limit,
      });
      return authors.map(({ entries }) => entries);
    },
    async reposts(windows, limit) {
      const { posts } = await client.batchListReposts({
        windows: windows.map(({ subjectId, fromId, beforeId }) => ({
          subjectId,
          fromEntryId: fromId,
          beforeEntryId: beforeId,
        })),
        limitPerPost: limit,
      });
      return posts.map(({ entries }) => entries);
    },
    async posts(ids, viewerId, authorsChecked) {
      const { posts } = await client.hydratePosts({
        postIds: [...ids],
        viewerId: viewerId ?? '',
        authorsChecked,
      });
      return new Map(posts.map(({ postId, authorId, post }) => [postId, { authorId, bytes: post }]));
    },
  };
}
