import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { type FollowUserRequest, GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import type { RelationAct } from '../app/change-relation.ts';
import type { GraphHandlers, RpcContext } from './context.ts';

type Request = Pick<FollowUserRequest, 'userId' | 'requestId'>;
type Relationship = Awaited<ReturnType<ReturnType<RpcContext['app']['changeRelation']>>>;
type Rpcs = 'followUser' | 'unfollowUser' | 'blockUser' | 'unblockUser' | 'muteUser' | 'unmuteUser';

export function changeRelation({ app, claims, ids }: RpcContext): Pick<GraphHandlers, Rpcs> {
  // The six responses have the same fields.
  const shown = (relationship: Relationship) => ({ relationship });
  const rpc =
    <I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      act: RelationAct,
      answer: (relationship: Relationship) => MessageInitShape<O>,
    ) =>
    (request: MessageShape<I> & Request, context: HandlerContext): Promise<MessageInitShape<O>> => {
      const pair = { actorId: requireUser(context).userId, targetId: request.userId };
      const change = app.changeRelation(act, pair);
      return idempotent({
        claims,
        context,
        method,
        request,
        newIds: () => ({ eventId: ids.next() }),
        async run({ eventId }) {
          const relationship = await change({
            eventId,
            mayRepeat: request.requestId !== '',
            requestId: currentCall()?.requestId ?? '',
          });
          return answer(relationship);
        },
      });
    };
  const { method } = GraphService;
  return {
    followUser: rpc(method.followUser, 'follow', shown),
    unfollowUser: rpc(method.unfollowUser, 'unfollow', shown),
    blockUser: rpc(method.blockUser, 'block', shown),
    unblockUser: rpc(method.unblockUser, 'unblock', shown),
    muteUser: rpc(method.muteUser, 'mute', shown),
    unmuteUser: rpc(method.unmuteUser, 'unmute', shown),
  };
}
