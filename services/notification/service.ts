import { NotificationService } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { plannedService } from '../hosting/define-service.ts';

export const notification = plannedService({
  name: 'notification',
  public: [NotificationService],
  port: 50_068,
});
