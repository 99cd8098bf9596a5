import type {
  ListNotificationsResponse,
  Notification,
  StreamNotificationsResponse,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type Following, resumedStream } from './resumed-stream.ts';

export type NotificationItem =
  | { readonly what: 'added'; readonly notification: Notification }
  | { readonly what: 'removed'; readonly id: string }
  | { readonly what: 'read'; readonly upToId: string; readonly unreadCount: number }
  /** After a long break: there are more between the ones before it and those that follow. */
  | { readonly what: 'leftOut' };

export interface NotificationFeedOptions extends Following {
  list(pageSize: number, pageToken: string): Promise<ListNotificationsResponse>;
  stream(resumeToken: string): AsyncIterable<StreamNotificationsResponse>;
}

/** How many are yielded at the start. */
const firstSize = 10;
const pageSize = 100;
/** The most that are yielded after a break too long to resume. */
const maxMissed = 1_000;

/**
 * The last notifications and then what comes. After a break too long to resume, the newest `maxMissed` of those that came in
 * between, oldest first.
 *
 * @throws ConnectError when the session is over
 */
export function notificationFeed(
  options: NotificationFeedOptions,
): AsyncGenerator<NotificationItem, void, void> {
  /** The greatest id that was yielded; undefined at the start. */
  let newestId: string | undefined;
  const added = (notification: Notification): NotificationItem => {
    if (newestId === undefined || notification.id > newestId) newestId = notification.id;
    return { what: 'added', notification };
  };
  /** The newest `maxMissed` after `shownId`, newest first. A page may have fewer rows than `pageSize`. */
  const missed = async (shownId: string) => {
    const found: Notification[] = [];
    let resumeToken: string | undefined;
    for (let pageToken = ''; ; ) {
      const page = await options.list(pageSize, pageToken);
      resumeToken ??= page.resumeToken;
      const unseen = page.notifications.filter(({ id }) => id > shownId);
      found.push(...unseen);
      pageToken = page.nextPageToken;
      const isEnd = pageToken === '' || unseen.length < page.notifications.length;
      const leftOut = found.length > maxMissed;
      if (isEnd || leftOut) return { found: found.slice(0, maxMissed), resumeToken, leftOut };
    }
  };
  return resumedStream<StreamNotificationsResponse, NotificationItem>({
    ...options,
    async *begin() {
      if (newestId === undefined) {
        const first = await options.list(firstSize, '');
        newestId = '';
        for (const notification of first.notifications.toReversed()) yield added(notification);
        return first.resumeToken;
      }
      const { found, resumeToken, leftOut } = await missed(newestId);
      if (leftOut) yield { what: 'leftOut' };
      for (const notification of found.toReversed()) yield added(notification);
      return resumeToken;
    },
    async *items({ event }) {
      if (event.case === 'added') for (const each of event.value.notifications) yield added(each);
      else if (event.case === 'removed') yield { what: 'removed', id: event.value.notificationId };
      else if (event.case === 'read') yield { what: 'read', ...event.value };
    },
  });
}
