import {
  BatchGetPostsResponseSchema,
  GetPostResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { postNotFound } from '../domain/visibility.ts';
import { joinFields } from '../hydration/encode.ts';
import { type PostContext, type PostHandlers, viewerOf } from './context.ts';

const GET = { post: 1 } as const;
const BATCH = { posts: 1, missingIds: 2 } as const;

/** Posts by id. What may not be shown is as if it never was. */
export function getPosts({ hydration }: PostContext): Pick<PostHandlers, 'getPost' | 'batchGetPosts'> {
  return {
    async getPost({ postId }, context) {
      const { shown } = await hydration.hydrate([postId], viewerOf(context));
      const post = shown.get(postId);
      if (post === undefined) throw postNotFound();
      return encoded(GetPostResponseSchema, joinFields([[GET.post, post.bytes]]));
    },
    async batchGetPosts({ postIds }, context) {
      const ids = [...new Set(postIds)];
      const { shown } = await hydration.hydrate(ids, viewerOf(context));
      const fields = ids.map((id): [number, Uint8Array] => {
        const post = shown.get(id);
        // An id that is not ours may be any text.
        return post === undefined ? [BATCH.missingIds, Buffer.from(id)] : [BATCH.posts, post.bytes];
      });
      return encoded(BatchGetPostsResponseSchema, joinFields(fields));
    },
  };
}
