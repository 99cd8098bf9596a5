import { fromBinary } from '@bufbuild/protobuf';
import { UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { requestedPage } from '../../../platform/pages.ts';
import { type NotificationHandlers, type RpcContext, resumeQuery } from './context.ts';
import { encodeRow, kindOf } from './encode.ts';

type Rpcs = 'listNotifications' | 'listNotificationActors' | 'getUnreadCount';

export function listNotifications({
  app,
  pageTokens,
  streams,
  timeOf,
}: RpcContext): Pick<NotificationHandlers, Rpcs> {
  return {
    async listNotifications(request, context) {
      const { userId } = requireUser(context);
      const kinds = new Set(request.kinds.map(kindOf));
      const query = `ListNotifications ${userId} ${[...kinds].sort().join()}`;
      const { size, after, nextToken } = requestedPage(pageTokens, query, request);
      // Before the list: a change between the two is streamed.
      const point = after === undefined ? await app.startPoint(userId) : undefined;
      const [page, upToId] = await Promise.all([
        app.listRows(userId, { belowId: after?.[0], size, kinds }),
        app.readMark(userId),
      ]);
      return {
        notifications: page.items.map((row) => encodeRow(row, row.id <= upToId, timeOf)),
        nextPageToken: nextToken(page.belowId === undefined ? undefined : [page.belowId]),
        resumeToken: point === undefined ? '' : streams.tokens.seal(resumeQuery(userId), point),
        newestId: page.newestId,
      };
    },
    async listNotificationActors(request, context) {
      const { userId } = requireUser(context);
      const { notificationId } = request;
      const query = `ListNotificationActors ${userId} ${notificationId}`;
      const { size, after, nextToken } = requestedPage(pageTokens, query, request);
      const page = await app.listActors(userId, notificationId, { belowId: after?.[0], size });
      return {
        actors: page.items.map((actor) => fromBinary(UserSchema, actor)),
        nextPageToken: nextToken(page.belowId === undefined ? undefined : [page.belowId]),
      };
    },
    async getUnreadCount(_request, context) {
      return { unreadCount: await app.unreadCount(requireUser(context).userId) };
    },
  };
}
