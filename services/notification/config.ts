import { type Config, group } from '../../platform/config.ts';
import { productSettings } from '../product/settings.ts';

const DAY = 86_400_000;

/** The notification service also uses SKEIN_HEARTBEAT, SKEIN_SLOW_READER, SKEIN_CLOCK_SKEW and SKEIN_IDEMPOTENCY_TTL. */
export const notificationSettings = {
  product: productSettings,
  notification: group({
    ttlMs: {
      env: 'SKEIN_NOTIFICATION_TTL',
      type: 'duration',
      default: 90 * DAY,
      min: DAY,
      max: 365 * DAY,
      doc: 'Notifications are kept for this long after the day of their action.',
    },
  }),
};

export type NotificationConfig = Config<typeof notificationSettings>;
