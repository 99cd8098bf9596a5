import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type { NotificationKind } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';

/** One row of the list; the entities hold its people and its post. */
export interface NotificationRow {
  readonly id: string;
  readonly kind: NotificationKind;
  /** Empty for a follow. */
  readonly postId: string;
  /** The newest people. */
  readonly actorIds: readonly string[];
  readonly actorCount: number;
  /** There may be more than actorCount. */
  readonly moreActors: boolean;
  readonly createTime: Timestamp | undefined;
  readonly read: boolean;
}

export interface NotificationsState {
  /** Newest first. */
  readonly rows: readonly NotificationRow[];
  /** 1,000 means so many or more. */
  readonly unreadCount: number;
  /** The newest row of all, also if the reader no longer sees it; empty without one. */
  readonly newestId: string;
  readonly loaded: boolean;
  /** Why the list or the stream failed; undefined without a failure. */
  readonly failure: unknown;
  /** Empty after the last page. */
  readonly nextPageToken: string;
}

export type NotificationsEvent =
  | {
      readonly kind: 'listed';
      readonly rows: readonly NotificationRow[];
      readonly newestId: string;
      readonly nextPageToken: string;
    }
  | { readonly kind: 'more'; readonly rows: readonly NotificationRow[]; readonly nextPageToken: string }
  | { readonly kind: 'arrived'; readonly rows: readonly NotificationRow[] }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'read'; readonly upToId: string; readonly unreadCount: number }
  | { readonly kind: 'counted'; readonly unreadCount: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'broken'; readonly failure: unknown };

export const noNotifications: NotificationsState = {
  rows: [],
  unreadCount: 0,
  newestId: '',
  loaded: false,
  failure: undefined,
  nextPageToken: '',
};

/** The state after an event: the page's rules for notifications, without side effects. */
export function notificationsAfter(state: NotificationsState, event: NotificationsEvent): NotificationsState {
  switch (event.kind) {
    case 'listed': {
      const { rows, newestId, nextPageToken } = event;
      return { ...state, rows: joined([], rows), newestId, nextPageToken, loaded: true, failure: undefined };
    }
    case 'more':
      return { ...state, rows: joined(state.rows, event.rows), nextPageToken: event.nextPageToken };
    case 'arrived':
      return {
        ...state,
        rows: joined(state.rows, within(state, event.rows)),
        newestId: [state.newestId, ...event.rows.map(({ id }) => id)].sort().at(-1)!,
      };
    case 'removed':
      return { ...state, rows: state.rows.filter(({ id }) => id !== event.id) };
    case 'read':
      return {
        ...state,
        unreadCount: event.unreadCount,
        rows: state.rows.map((row) => (row.id <= event.upToId ? { ...row, read: true } : row)),
      };
    case 'counted':
      return { ...state, unreadCount: event.unreadCount };
    case 'live':
      return state.failure === undefined ? state : { ...state, failure: undefined };
    case 'broken':
      return { ...state, failure: event.failure };
  }
}

/** Up to where everything is to be marked read; undefined if nothing is unread. Unseen rows count as unread, too. */
export function unreadId({ unreadCount, newestId }: NotificationsState): string | undefined {
  return unreadCount > 0 && newestId !== '' ? newestId : undefined;
}

/** Rows that belong to a later page come with it. */
function within({ rows, nextPageToken }: NotificationsState, arrived: readonly NotificationRow[]) {
  const last = rows.at(-1);
  return nextPageToken === '' || last === undefined ? arrived : arrived.filter(({ id }) => id >= last.id);
}

/** Newest first; of two rows with one id the later is kept. */
function joined(some: readonly NotificationRow[], others: readonly NotificationRow[]): NotificationRow[] {
  const byId = new Map([...some, ...others].map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}
