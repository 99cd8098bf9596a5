import { CreatePostResponseSchema, PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { encoded } from '../../../platform/rpc/encoded.ts';
import { fieldNumbers, joinFields } from '../../../platform/rpc/fields.ts';
import type { PostHandlers, RpcContext } from './context.ts';

const CREATED = fieldNumbers(CreatePostResponseSchema);

export function createPost({ app, claims }: RpcContext): Pick<PostHandlers, 'createPost'> {
  return {
    async createPost(request, context) {
      const draft = app.draftPost({
        authorId: requireUser(context).userId,
        text: request.text,
        replyToId: request.replyToPostId,
        quotedId: request.quotedPostId,
        mediaIds: request.mediaIds,
      });
      return app.trackWrite(() =>
        idempotent({
          claims,
          context,
          method: PostService.method.createPost,
          request,
          newIds: async () => ({ postId: await draft.newId() }),
          async run({ postId }, { repeated }) {
            const post = await draft.publish(postId, repeated);
            return encoded(CreatePostResponseSchema, joinFields([[CREATED.post, post]]));
          },
        }),
      );
    },
  };
}
