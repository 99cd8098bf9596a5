import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { PostHandlers, RpcContext } from './context.ts';

export function deletePost({ app, claims }: RpcContext): Pick<PostHandlers, 'deletePost'> {
  return {
    async deletePost(request, context) {
      const caller = requireUser(context);
      return idempotent({
        claims,
        context,
        method: PostService.method.deletePost,
        request,
        newIds: () => ({ removalId: app.newRemovalId() }),
        async run({ removalId }) {
          await app.deletePost(request.postId, removalId, caller);
          return {};
        },
      });
    },
  };
}
