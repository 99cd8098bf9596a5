import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { stampOf, type ViewerState } from '../domain/post.ts';
import { requireReachable } from '../domain/visibility.ts';
import { seenBy } from '../hydration/audience.ts';
import type { Change, Reaction, Reposted } from '../ports.ts';
import type { PostContext, PostHandlers } from './context.ts';
import { entryId, idAbove } from './ids.ts';
import { requireActor } from './people.ts';

type Rpcs = 'likePost' | 'unlikePost' | 'repostPost' | 'unrepostPost';
type Request = MessageShape<DescMessage> & { postId: string; requestId: string };
/** The four answers are alike, field by field. */
interface Answer {
  readonly counts: { replyCount: bigint; repostCount: bigint; likeCount: bigint; quoteCount: bigint };
  readonly viewer: ViewerState;
  /** Of a repost. */
  readonly entryId?: string;
}
type React = (postId: string, userId: string, change: Change) => Promise<Reaction | Reposted>;

/** Likes and reposts, and their taking back; each answers with the counts and what the caller did. */
export function reactions(post: PostContext): Pick<PostHandlers, Rpcs> {
  const { store, relations, famousFollowers } = post;

  /** @param towards the reaction goes towards the author, which a block forbids; taking back is always allowed */
  const rpc =
    <O extends DescMessage>(method: DescMethodUnary<DescMessage, O>, towards: boolean, react: React) =>
    (request: Request, context: HandlerContext) => {
      const { userId } = requireUser(context);
      const { postId } = request;
      return post.underway.track(() =>
        idempotent({
          claims: post.claims,
          context,
          method,
          request,
          newIds: async () => ({ changeId: await idAbove(post, [postId]) }),
          async run({ changeId }, { repeated }) {
            const state = (await store.states([postId])).get(postId);
            const authorIds = state === undefined ? [] : [state.authorId];
            const seen = await seenBy(post, {
              viewerId: userId,
              userIds: [userId, ...authorIds],
              checkIds: towards ? authorIds : [],
            });
            requireActor(seen, userId);
            requireReachable(state, seen, 'post_id');
            const answer = encodeReaction(await react(postId, userId, { id: changeId, repeated }));
            // The four answers are alike, which the type of a method can't say.
            return answer as object as MessageInitShape<O>;
          },
        }),
      );
    };

  const repost: React = async (postId, userId, change) => {
    const stamp = stampOf(await relations.followerCount(userId), famousFollowers);
    return store.repost(postId, userId, change, { id: entryId(post, change, [postId]), stamp });
  };
  const { method } = PostService;
  return {
    likePost: rpc(method.likePost, true, store.like),
    unlikePost: rpc(method.unlikePost, false, store.unlike),
    repostPost: rpc(method.repostPost, true, repost),
    unrepostPost: rpc(method.unrepostPost, false, store.unrepost),
  };
}

function encodeReaction(reaction: Reaction | Reposted): Answer {
  const { counts, viewer } = reaction;
  return {
    counts: {
      replyCount: BigInt(counts.replies),
      repostCount: BigInt(counts.reposts),
      likeCount: BigInt(counts.likes),
      quoteCount: BigInt(counts.quotes),
    },
    viewer,
    ...('repostId' in reaction && { entryId: reaction.repostId }),
  };
}
