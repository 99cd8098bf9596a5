import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { postNotFound } from '../domain/visibility.ts';
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
          const [states, seen] = await Promise.all([
            post.store.states([postId]),
            seenBy(post, { viewerId: undefined, userIds: [userId] }),
          ]);
          requireActor(seen, userId);
          const state = states.get(postId);
          if (state === undefined) throw postNotFound();
          if (state.authorId !== userId && role === 'user') {
            throw state.deleted
              ? postNotFound()
              : new DomainError('NOT_OWNER', "the post is somebody else's", { field: 'post_id' });
          }
          const removal = { postId, removalId, actorId: userId };
          if (!(await post.store.deletePost(removal))) throw postNotFound();
          return {};
        },
      });
    },
  };
}
