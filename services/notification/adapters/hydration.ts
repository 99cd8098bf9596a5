import { fromBinary } from '@bufbuild/protobuf';
import { createClient, type Transport } from '@connectrpc/connect';
import { PostMeshService } from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import type { Hydration } from '../ports.ts';

/** Posts and people from the post service. */
export function postHydration(transport: Transport): Hydration {
  const client = createClient(PostMeshService, transport);
  return {
    async gather(readerId, postIds, userIds) {
      if (postIds.length + userIds.length === 0) return { posts: new Map(), users: new Map() };
      const { posts, users } = await client.hydratePosts({
        postIds: [...postIds],
        userIds: [...userIds],
        viewerId: readerId,
      });
      return {
        posts: new Map(posts.map(({ postId, post }) => [postId, post])),
        users: new Map(users.map(({ userId, user }) => [userId, user])),
      };
    },
    rootIdOf: (post) => fromBinary(PostSchema, post).rootPostId,
  };
}
