import { fromBinary } from '@bufbuild/protobuf';
import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { PostSchema } from '../../../gen/ts/skein/post/v1/post_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { requestedPage } from '../../../platform/pages.ts';
import type { NotificationHandlers, RpcContext } from './context.ts';

type Rpcs = 'muteThread' | 'unmuteThread' | 'getThreadMute' | 'listMutedThreads';

export function mutedThreads({ app, claims, pageTokens }: RpcContext): Pick<NotificationHandlers, Rpcs> {
  const { method } = NotificationService;
  return {
    muteThread(request, context) {
      const { userId } = requireUser(context);
      return idempotent({
        claims,
        context,
        method: method.muteThread,
        request,
        async run() {
          await app.setThreadMuted(userId, request.postId, true);
          return {};
        },
      });
    },
    unmuteThread(request, context) {
      const { userId } = requireUser(context);
      return idempotent({
        claims,
        context,
        method: method.unmuteThread,
        request,
        async run() {
          await app.setThreadMuted(userId, request.postId, false);
          return {};
        },
      });
    },
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
