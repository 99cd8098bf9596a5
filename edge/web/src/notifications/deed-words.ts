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

/** The server counts people up to here. */
export const manyPeople = 1_000;

/** The people beyond those who are named. */
export function othersWords(actorCount: number, named: number): string {
  const others = actorCount - named;
  if (others <= 0) return '';
  const count = actorCount >= manyPeople ? `${manyPeople.toLocaleString('en')} or more` : String(others);
  return `${count} other${others === 1 ? '' : 's'}`;
}
