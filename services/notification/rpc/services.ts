import { NotificationService } from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type Hosted, hosted } from '../../../platform/rpc/host.ts';
import { changeNotifications } from './change-notifications.ts';
import type { RpcContext } from './context.ts';
import { listNotifications } from './list-notifications.ts';
import { mutedThreads } from './muted-threads.ts';
import { streamNotifications } from './stream-notifications.ts';

export function notificationServices(rpc: RpcContext): readonly Hosted[] {
  return [
    hosted(NotificationService, {
      ...listNotifications(rpc),
      ...changeNotifications(rpc),
      ...mutedThreads(rpc),
      ...streamNotifications(rpc),
    }),
  ];
}
