import type { Client } from '@connectrpc/connect';
import {
  type Notification,
  type NotificationService,
  type StreamNotificationsResponse,
  StreamNotificationsResponseSchema,
} from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import type { LiveSocket } from '../api/live-socket.ts';
import type { Entities } from '../data/entities.ts';
import { createListeners } from '../data/listeners.ts';
import { type LiveListOptions, liveList } from '../home/live-list.ts';
import {
  type NotificationRow,
  type NotificationsEvent,
  type NotificationsState,
  noNotifications,
  notificationsAfter,
} from './notifications-state.ts';

/** The signed-in user's notifications: a list, and a stream that continues it and resumes when it breaks. */
export interface LiveNotifications {
  state(): NotificationsState;
  onChange(listener: () => void): () => void;
  more(): Promise<void>;
  /** Everything up to this row has been seen. */
  markRead(upToId: string): Promise<void>;
  /** Reads the list again: a thread was muted or unmuted. */
  refresh(): void;
  close(): void;
}

export interface NotificationsOptions extends LiveListOptions {
  readonly notifications: Client<typeof NotificationService>;
  readonly socket: LiveSocket;
  readonly entities: Entities;
  readonly newRequestId: () => string;
  /** Receives every error, so that an ended session signs out. */
  readonly failed: (reason: unknown) => void;
  readonly showUnread: (count: number) => void;
}

export function liveNotifications(options: NotificationsOptions): LiveNotifications {
  const { notifications, socket, entities, newRequestId, failed, showUnread } = options;
  let state = noNotifications;
  const { onChange, changed } = createListeners();
  const closing = new AbortController();
  const { signal } = closing;
  const happen = (event: NotificationsEvent) => {
    const next = notificationsAfter(state, event);
    if (next === state || signal.aborted) return;
    state = next;
    showUnread(state.unreadCount);
    changed();
  };
  const take = (found: readonly Notification[], asked: number): NotificationRow[] => {
    entities.takePosts(
      found.flatMap(({ post }) => post ?? []),
      asked,
    );
    return found.map(({ id, kind, post, actors, actorCount, moreActors, createTime, read }) => ({
      id,
      kind,
      postId: post?.id ?? '',
      actorIds: entities.takeUsers(actors, asked),
      actorCount,
      moreActors,
      createTime,
      read,
    }));
  };
  const page = async (pageToken: string) => {
    const asked = entities.now();
    const answer = await notifications.listNotifications({ pageToken }, { signal });
    return { ...answer, rows: take(answer.notifications, asked) };
  };
  const count = async () => {
    const { unreadCount } = await notifications.getUnreadCount({}, { signal });
    happen({ kind: 'counted', unreadCount });
  };

  const live = liveList<StreamNotificationsResponse['event']>(
    {
      async list() {
        const [{ rows, newestId, nextPageToken, resumeToken }] = await Promise.all([page(''), count()]);
        happen({ kind: 'listed', rows, newestId, nextPageToken });
        return resumeToken;
      },
      stream: (resumeToken, signal) =>
        socket.stream('notifications', StreamNotificationsResponseSchema, { resumeToken }, signal),
      async take({ case: what, value }) {
        if (what === 'added') happen({ kind: 'arrived', rows: take(value.notifications, entities.now()) });
        if (what === 'removed') happen({ kind: 'removed', id: value.notificationId });
        if (what === 'read') happen({ kind: 'read', ...value });
        if (what === 'added' || what === 'removed') await count();
        return false;
      },
      live: () => happen({ kind: 'live' }),
      broken(failure) {
        failed(failure);
        happen({ kind: 'broken', failure });
      },
    },
    options,
  );

  return {
    state: () => state,
    onChange,
    async more() {
      const { nextPageToken: from } = state;
      const { rows, nextPageToken } = await page(from);
      // The list may have been read again meanwhile; this page then belongs to the old one.
      if (state.nextPageToken === from) happen({ kind: 'more', rows, nextPageToken });
    },
    async markRead(upToId) {
      const { unreadCount } = await notifications.markRead({ upToId, requestId: newRequestId() }, { signal });
      happen({ kind: 'read', upToId, unreadCount });
    },
    refresh: live.refresh,
    close() {
      closing.abort();
      live.close();
      showUnread(0);
    },
  };
}
