import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { PostService } from '../../../gen/ts/skein/post/v1/post_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { Reacting, ReactionAct } from '../app/react.ts';
import type { PostHandlers, RpcContext } from './context.ts';

type Reaction = Awaited<ReturnType<Reacting['apply']>>;
type Rpcs = 'likePost' | 'unlikePost' | 'repostPost' | 'unrepostPost';
type Request = MessageShape<DescMessage> & { postId: string; requestId: string };

/** Likes and reposts, and their removal. Each answers the counts and the caller's state. */
export function reactions({ app, claims }: RpcContext): Pick<PostHandlers, Rpcs> {
  const rpc =
    <O extends DescMessage>(
      method: DescMethodUnary<DescMessage, O>,
      act: ReactionAct,
      answer: (reaction: Reaction) => MessageInitShape<O>,
    ) =>
    (request: Request, context: HandlerContext) => {
      const reacting = app.react(act, request.postId, requireUser(context).userId);
      return app.trackWrite(() =>
        idempotent({
          claims,
          context,
          method,
          request,
          newIds: async () => ({ changeId: await reacting.newId() }),
          async run({ changeId: id }, { repeated }) {
            return answer(await reacting.apply({ id, repeated }));
          },
        }),
      );
    };
  const { method } = PostService;
  return {
    likePost: rpc(method.likePost, 'like', encodeReaction),
    unlikePost: rpc(method.unlikePost, 'unlike', encodeReaction),
    repostPost: rpc(method.repostPost, 'repost', encodeReaction),
    unrepostPost: rpc(method.unrepostPost, 'unrepost', encodeReaction),
  };
}

function encodeReaction(reaction: Reaction) {
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
