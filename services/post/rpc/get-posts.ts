import {
  BatchGetPostsResponseSchema,
  GetPostResponseSchema,
} from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { fieldNumbers, joinFields } from '../../../platform/rpc/fields.ts';
import { type PostHandlers, type RpcContext, viewerOf } from './context.ts';

const GET = fieldNumbers(GetPostResponseSchema);
const BATCH = fieldNumbers(BatchGetPostsResponseSchema);

export function getPosts({ app }: RpcContext): Pick<PostHandlers, 'getPost' | 'batchGetPosts'> {
  return {
    async getPost({ postId }, context) {
      const post = await app.getPost(postId, viewerOf(context));
      return encoded(GetPostResponseSchema, joinFields([[GET.post, post]]));
    },
    async batchGetPosts({ postIds }, context) {
      const ids = [...new Set(postIds)];
      const shown = await app.getPosts(ids, viewerOf(context));
      const fields = ids.map((id): [number, Uint8Array] => {
        const post = shown.get(id);
        // Other ids may be any text.
        return post === undefined ? [BATCH.missingIds, Buffer.from(id)] : [BATCH.posts, post.bytes];
      });
      return encoded(BatchGetPostsResponseSchema, joinFields(fields));
    },
  };
}
