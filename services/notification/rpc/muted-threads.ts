import {
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { requestedPage } from '../../../platform/pages.ts';
import type { NotificationHandlers, RpcContext } from './context.ts';

type Rpcs = 'muteThread' | 'unmuteThread' | 'getThreadMute' | 'listMutedThreads';

export function mutedThreads({ app, claims, pageTokens }: RpcContext): Pick<NotificationHandlers, Rpcs> {
  const { muteThread, unmuteThread } = NotificationService.method;
  const setMuted =
    <I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, muted: boolean) =>
    (request: MessageShape<I> & { postId: string; requestId: string }, context: HandlerContext) => {
      const { userId } = requireUser(context);
      return idempotent({
        claims,
        context,
        method,
        request,
        newIds: async () => ({ rootId: (await app.rootIdOf(userId, request.postId)) ?? '' }),
        async run({ rootId }) {
          await app.setThreadMuted(userId, rootId || undefined, muted);
          return {} as MessageInitShape<O>;
        },
      });
    };
  return {
    muteThread: setMuted(muteThread, true),
    unmuteThread: setMuted(unmuteThread, false),
    async getThreadMute({ postId }, context) {
      return { muted: await app.isThreadMuted(requireUser(context).userId, postId) };
    },
    async listMutedThreads(request, context) {
      const { userId } = requireUser(context);
      const { size, after, nextToken } = requestedPage(pageTokens, `ListMutedThreads ${userId}`, request);
      const { items, belowId } = await app.listMutedThreads(userId, { belowId: after?.[0], size });
      return {
        threads: items.map(({ rootId, root }) => ({
          rootPostId: rootId,
          ...(root && { rootPost: fromBinary(PostSchema, root) }),
        })),
        nextPageToken: nextToken(belowId === undefined ? undefined : [belowId]),
      };
    },
  };
}
