import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type MutedThread,
  type Notification,
  NotificationKind,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import {
  type Post,
  type ThreadItem,
  type Tombstone,
  TombstoneReason,
} from '../../gen/ts/skein/post/v1/post_pb.ts';
import type { TimelineEntry } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import type { User } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { terminalSafe } from './terminal-safe.ts';

/** A user in one line. */
export function personLine({ handle, displayName }: User): string {
  return displayName === handle
    ? `@${handle}`
    : `@${handle} ${terminalSafe(displayName.replaceAll('\n', ' '))}`;
}

/** A user with their bio below. */
export function personText(user: User): string {
  const bio = terminalSafe(user.bio).split('\n');
  return [personLine(user), ...(user.bio === '' ? [] : bio.map((line) => `  ${line}`))].join('\n');
}

/** A post in a few lines: author, time and id; the text; the counts. */
export function postText(post: Post, indent = ''): string {
  const { author, createTime, id, text, counts, viewer, quoted } = post;
  const lines = [
    `${author ? personLine(author) : post.authorId} · ${timeText(createTime)} · ${id}`,
    ...terminalSafe(text)
      .split('\n')
      .map((line) => `  ${line}`),
  ];
  if (quoted !== undefined) {
    const inner = quoted.content;
    const shown = inner.case === 'post' ? postText(inner.value) : tombstoneText(inner.value);
    lines.push(...shown.split('\n').map((line) => `  | ${line}`));
  }
  const done = [
    counted(counts?.replyCount, 'reply', 'replies'),
    counted(counts?.repostCount, 'repost', 'reposts'),
    counted(counts?.likeCount, 'like', 'likes'),
    counted(counts?.quoteCount, 'quote', 'quotes'),
    viewer?.liked ? 'liked by you' : '',
    viewer?.reposted ? 'reposted by you' : '',
  ].filter((part) => part !== '');
  if (done.length > 0) lines.push(`  ${done.join(', ')}`);
  return lines.map((line) => indent + line).join('\n');
}

/** A timeline entry: a post, and its reposter above it. */
export function entryText({ post, repostedBy }: TimelineEntry): string {
  const text = postText(post!);
  return repostedBy === undefined ? text : `${personLine(repostedBy)} reposted\n${text}`;
}

/** What each kind of notification says its people did. */
const deeds: Readonly<Record<NotificationKind, string>> = {
  [NotificationKind.UNSPECIFIED]: 'did something',
  [NotificationKind.MENTION]: 'mentioned you',
  [NotificationKind.REPLY]: 'replied to you',
  [NotificationKind.QUOTE]: 'quoted you',
  [NotificationKind.LIKE]: 'liked your post',
  [NotificationKind.REPOST]: 'reposted your post',
  [NotificationKind.FOLLOW]: 'followed you',
};

/** A notification: unread ones have a star; who did what and when, and the post. */
export function notificationText({
  kind,
  actors,
  actorCount,
  moreActors,
  createTime,
  post,
  read,
}: Notification): string {
  const others = othersText(actorCount - actors.length, moreActors);
  const people = [...actors.map(personLine), ...(others === '' ? [] : [others])].join(', ');
  const head = `${read ? ' ' : '*'} ${people} ${deeds[kind] ?? 'did something'} · ${timeText(createTime)}`;
  return post === undefined ? head : `${head}\n${postText(post, '    ')}`;
}

/** The people who are not named. */
function othersText(others: number, more: boolean): string {
  if (more) return others > 0 ? `${countText(others)} or more others` : 'perhaps others';
  return others > 0 ? `${countText(others)} other${others === 1 ? '' : 's'}` : '';
}

/** A muted thread: its first post, or that this is not available: deleted, or hidden from the reader. */
export function mutedThreadText({ rootPostId, rootPost }: MutedThread): string {
  return rootPost === undefined ? `(the first post, ${rootPostId}, is not available)` : postText(rootPost);
}

export function itemText({ content }: ThreadItem, indent: string): string {
  return content.case === 'post'
    ? postText(content.value, indent)
    : `${indent}${tombstoneText(content.value)}`;
}

function tombstoneText(tombstone: Tombstone | undefined): string {
  return tombstone?.reason === TombstoneReason.MUTED
    ? '(a post by a person you muted)'
    : '(a post that is not available)';
}

/** 2026-11-25 12:00:00, in this machine's time zone. */
export function timeText(time: Timestamp | undefined): string {
  if (time === undefined) return '';
  const date = timestampDate(time);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** 37,624 */
export function countText(count: number | bigint): string {
  return count.toLocaleString('en-US');
}

/** A table with headings and aligned columns. */
export function tableText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]!.length)),
  );
  return [headings, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function counted(count: bigint | undefined, one: string, many: string): string {
  return count === undefined || count === 0n ? '' : `${countText(count)} ${count === 1n ? one : many}`;
}
