import type { Client } from '@connectrpc/connect';
import {
  type Notification,
  NotificationKind,
  type NotificationService,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { type FeedOptions, type OpenFeed, openFeed } from '../../../platform/testing/open-feed.ts';

/** A device with an open stream. It keeps a list as a client does. */
export interface Feed extends OpenFeed {
  /** The rows that it shows now, newest first. */
  rows(): string[];
  /** The posts of the rows that were sent, in order. */
  readonly postIds: readonly string[];
  /** Every id that was sent, in order. */
  readonly ids: readonly string[];
  readonly removedIds: readonly string[];
  readonly marks: readonly { readonly upToId: string; readonly unreadCount: number }[];
  heartbeats(): number;
}

const kinds = enumNames(NotificationKind);

/** A row in words: `like bob 1`. */
export const rowOf = ({ kind, actors, actorCount }: Notification): string =>
  [kinds.nameOf(kind), ...actors.map(({ handle }) => handle), actorCount].join(' ');

export function openNotificationFeed(
  client: Client<typeof NotificationService>,
  options?: FeedOptions,
): Feed {
  const postIds: string[] = [];
  const shown = new Map<string, string>();
  const ids: string[] = [];
  const removedIds: string[] = [];
  const marks: { upToId: string; unreadCount: number }[] = [];
  let heartbeats = 0;
  const feed = openFeed(
    (resumeToken, call) => client.streamNotifications({ resumeToken }, call),
    ({ event }) => {
      if (event.case === undefined) heartbeats += 1;
      if (event.case === 'added') {
        for (const each of event.value.notifications) {
          ids.push(each.id);
          postIds.push(each.post?.id ?? '');
          shown.set(each.id, rowOf(each));
        }
      }
      if (event.case === 'removed') {
        removedIds.push(event.value.notificationId);
        shown.delete(event.value.notificationId);
      }
      if (event.case === 'read') marks.push(event.value);
    },
    options,
  );
  return {
    ...feed,
    rows: () => [...shown].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, row]) => row),
    postIds,
    ids,
    removedIds,
    marks,
    heartbeats: () => heartbeats,
  };
}
