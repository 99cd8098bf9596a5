import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { type FollowUserRequest, GraphService } from '../../../gen/ts/skein/graph/v1/graph_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { currentCall } from '../../../platform/rpc/call.ts';
import { refuseSelf } from '../domain/relation.ts';
import type { Changed, RelationChange } from '../ports.ts';
import type { GraphContext } from './context.ts';
import { requireActor, requirePerson } from './people.ts';

type Request = Pick<FollowUserRequest, 'userId' | 'requestId'>;
type Rpcs = 'followUser' | 'unfollowUser' | 'blockUser' | 'unblockUser' | 'muteUser' | 'unmuteUser';

/** Makes and takes away follows, blocks and mutes; answers how the two stand afterwards. */
export function changeRelation(graph: GraphContext): Pick<ServiceImpl<typeof GraphService>, Rpcs> {
  const { store, users, maxFollowing } = graph;
  // The six requests and the six answers are alike, field by field; the generic types can't say so.
  const rpc =
    <I extends DescMessage, O extends DescMessage>(
      method: DescMethodUnary<I, O>,
      change: (of: RelationChange) => Promise<Changed>,
    ) =>
    (request: MessageShape<I> & Request, context: HandlerContext): Promise<MessageInitShape<O>> => {
      const actorId = requireUser(context).userId;
      refuseSelf(actorId, request.userId);
      return idempotent({
        claims: graph.claims,
        context,
        method,
        request,
        newIds: () => ({ eventId: graph.ids.next() }),
        async run({ eventId }) {
          const people = await users.find([actorId, request.userId]);
          requireActor(people, actorId);
          requirePerson(people, request.userId);
          const { relationship } = await change({
            actorId,
            targetId: request.userId,
            eventId,
            mayRepeat: request.requestId !== '',
            requestId: currentCall()?.requestId ?? '',
            timeMs: graph.clock.nowMs(),
          });
          return { relationship } as unknown as MessageInitShape<O>;
        },
      });
    };
  const { method } = GraphService;
  return {
    followUser: rpc(method.followUser, (of) => store.follow(of, maxFollowing)),
    unfollowUser: rpc(method.unfollowUser, store.unfollow),
    blockUser: rpc(method.blockUser, store.block),
    unblockUser: rpc(method.unblockUser, store.unblock),
    muteUser: rpc(method.muteUser, store.mute),
    unmuteUser: rpc(method.unmuteUser, store.unmute),
  };
}
