import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { requireUser } from '../../../platform/auth/caller.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import type { NotificationHandlers, RpcContext } from './context.ts';
import { decodeSettings, encodeSettings } from './encode.ts';

type Rpcs = 'markRead' | 'getNotificationSettings' | 'updateNotificationSettings';

export function changeNotifications({ app, claims }: RpcContext): Pick<NotificationHandlers, Rpcs> {
  const { method } = NotificationService;
  return {
    markRead(request, context) {
      const { userId } = requireUser(context);
      return idempotent({
        claims,
        context,
        method: method.markRead,
        request,
        run: async () => ({ unreadCount: await app.markRead(userId, request.upToId) }),
      });
    },
    async getNotificationSettings(_request, context) {
      return { settings: encodeSettings(await app.getSettings(requireUser(context).userId)) };
    },
    updateNotificationSettings(request, context) {
      const { userId } = requireUser(context);
      return idempotent({
        claims,
        context,
        method: method.updateNotificationSettings,
        request,
        async run() {
          const settings = await app.updateSettings(userId, decodeSettings(request.settings));
          return { settings: encodeSettings(settings) };
        },
      });
    },
  };
}
