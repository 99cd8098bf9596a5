import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { isVisible, postNotFound } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import type { PostContext, PostHandlers } from './context.ts';
import { requireActor } from './people.ts';

export function deletePost(post: PostContext): Pick<PostHandlers, 'deletePost'> {
  return {
    async deletePost(request, context) {
      const { userId, role } = requireUser(context);
      const { postId } = request;
      return idempotent({
        claims: post.claims,
        context,
        method: PostService.method.deletePost,
        request,
        newIds: () => ({ removalId: post.ids.next() }),
        async run({ removalId }) {
          const state = (await post.store.states([postId])).get(postId);
          const userIds = state === undefined ? [userId] : [userId, state.authorId];
          const seen = await seenBy(post, { viewerId: userId, userIds });
          requireActor(seen, userId);
          if (state === undefined) throw postNotFound();
          if (state.authorId !== userId && role === 'user') {
            // Who may not see a post does not learn that there is one.
            throw isVisible(state, seen)
              ? new DomainError('NOT_OWNER', "the post is somebody else's", { field: 'post_id' })
              : postNotFound();
          }
          const removal = { postId, removalId, actorId: userId };
          if (!(await post.store.deletePost(removal))) throw postNotFound();
          return {};
        },
      });
    },
  };
}
