import { createClient, type Transport } from '@connectrpc/connect';
import {
  BatchGetStoredPostsRequestSchema,
  HydratePostsRequestSchema,
  PostMeshService,
  type StoredPost,
} from '../../../gen/ts/skein/post/mesh/v1/post_mesh_service_pb.ts';
import { slicesFor } from '../../../platform/rpc/item-limit.ts';
import type { SearchedPost } from '../domain/document.ts';
import type { Posts } from '../ports.ts';

const hydratedSlices = slicesFor<string>(HydratePostsRequestSchema, 'postIds');
const storedSlices = slicesFor<string>(BatchGetStoredPostsRequestSchema, 'postIds');

/** Posts from the post service. */
export function postClient(transport: Transport): Posts {
  const client = createClient(PostMeshService, transport);
  return {
    async hydrate(ids, viewerId = '') {
      const answers = await Promise.all(
        hydratedSlices(ids).map((postIds) => client.hydratePosts({ postIds, viewerId })),
      );
      return new Map(
        answers.flatMap(({ posts }) =>
          posts.map(({ postId, authorId, post }) => [postId, { authorId, bytes: post }]),
        ),
      );
    },
    async stored(ids) {
      const answers = await Promise.all(
        storedSlices(ids).map((postIds) => client.batchGetStoredPosts({ postIds })),
      );
      return answers.flatMap(({ posts }) => posts.map(searchedPostOf));
    },
    async scan(afterId, limit) {
      const { posts, nextAfterId } = await client.scanPosts({ afterId, limit });
      return { items: posts.map(searchedPostOf), nextAfterId };
    },
    async replyIds(postId, afterId, limit) {
      const { postIds, nextAfterId } = await client.listReplyIds({ postId, afterId, limit });
      return { items: postIds, nextAfterId };
    },
  };
}

function searchedPostOf({ postId, likeCount, ...post }: StoredPost): SearchedPost {
  const { authorId, text, hashtags, mentionedUserIds, replyToAuthorId, hasLink } = post;
  return {
    id: postId,
    authorId,
    text,
    hashtags,
    mentionedUserIds,
    replyToAuthorId,
    hasLink,
    likes: Number(likeCount),
  };
}
