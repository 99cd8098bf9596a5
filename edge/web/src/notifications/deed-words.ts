import { NotificationKind } from '../../../../gen/ts/skein/notification/v1/notification_service_pb.ts';

/** What the people of a notification did. */
export const deedWords: Readonly<Record<NotificationKind, string>> = {
  [NotificationKind.UNSPECIFIED]: 'did something',
  [NotificationKind.MENTION]: 'mentioned you',
  [NotificationKind.REPLY]: 'replied to you',
  [NotificationKind.QUOTE]: 'quoted you',
  [NotificationKind.LIKE]: 'liked your post',
  [NotificationKind.REPOST]: 'reposted your post',
  [NotificationKind.FOLLOW]: 'followed you',
};

/** The kinds in the settings. */
export const settingNames: readonly (readonly [kind: NotificationKind, name: string])[] = [
  [NotificationKind.MENTION, 'Mentions'],
  [NotificationKind.REPLY, 'Replies'],
  [NotificationKind.QUOTE, 'Quotes'],
  [NotificationKind.LIKE, 'Likes'],
  [NotificationKind.REPOST, 'Reposts'],
  [NotificationKind.FOLLOW, 'Followers'],
];

/**
 * The people beyond those who are named.
 * @param more whether there may be more of them than are counted
 */
export function othersWords(others: number, more: boolean): string {
  const count = others.toLocaleString('en');
  if (more) return others > 0 ? `${count} or more others` : 'perhaps others';
  return others > 0 ? `${count} other${others === 1 ? '' : 's'}` : '';
}
