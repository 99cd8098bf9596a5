import { randomUUID } from 'node:crypto';
import { toJson } from '@bufbuild/protobuf';
import {
  ListMutedThreadsResponseSchema,
  ListNotificationsResponseSchema,
  NotificationSchema,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type Context, command, type OptionValues } from '../command.ts';
import { exitCodes } from '../fault.ts';
import { type NotificationItem, notificationFeed } from '../notification-feed.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions, refuseBeside } from '../options.ts';
import type { Output } from '../output.ts';
import { mutedThreadText, notificationText } from '../render.ts';
import { followingOf } from '../resumed-stream.ts';

export const notifications = command({
  name: 'notifications',
  usage: '[--follow] [--read] [--muted]',
  summary: 'what others did: mentions, replies, quotes, likes, reposts and follows, newest first',
  examples: ['skein notifications --read', 'skein notifications --follow --json'],
  options: {
    ...pageOptions,
    follow: { type: 'boolean' },
    read: { type: 'boolean' },
    muted: { type: 'boolean' },
  },
  optionDocs: {
    ...pageDocs('', 20),
    follow: 'go on with new ones, until Ctrl-C',
    read: 'mark everything up to this page as read',
    muted: 'list the muted threads instead, the newest first',
  },
  async run(context, _words, options) {
    refuseBeside(options, 'muted', ['follow', 'read']);
    refuseBeside(options, 'follow', ['read', 'limit', 'page']);
    if (options.muted === true) return muted(context, options);
    if (options.follow === true) return follow(context);
    const client = context.as(context.session()).notifications;
    const answer = await client.listNotifications(pageOf(options, 20));
    const [newest] = answer.notifications;
    context.out.message(
      ListNotificationsResponseSchema,
      answer,
      newest === undefined ? 'nothing yet' : answer.notifications.map(notificationText).join('\n'),
    );
    // Later pages have no newest one of all.
    const upToId = answer.newestId || newest?.id;
    if (options.read === true && upToId !== undefined)
      await client.markRead({ upToId, requestId: randomUUID() });
    noteNextPage(context.out, 'notifications', answer.nextPageToken);
    return undefined;
  },
});

/** Lists the muted threads. */
async function muted(context: Context, options: OptionValues): Promise<undefined> {
  const { notifications: client } = context.as(context.session());
  const answer = await client.listMutedThreads(pageOf(options, 20));
  context.out.message(
    ListMutedThreadsResponseSchema,
    answer,
    answer.threads.length === 0 ? 'no muted thread' : answer.threads.map(mutedThreadText).join('\n\n'),
  );
  noteNextPage(context.out, 'notifications --muted', answer.nextPageToken);
}

/** Shows what comes, until Ctrl-C. */
async function follow(context: Context) {
  const { out } = context;
  const { notifications: client } = context.as(context.session());
  const feed = notificationFeed({
    list: (pageSize, pageToken) => client.listNotifications({ pageSize, pageToken }),
    stream: (resumeToken) => client.streamNotifications({ resumeToken }),
    ...followingOf(context),
  });
  for await (const item of feed) show(out, item);
  return exitCodes.interrupted;
}

function show(out: Output, item: NotificationItem): void {
  if (item.what === 'added') {
    const { notification } = item;
    out.answer({ added: toJson(NotificationSchema, notification) }, `${notificationText(notification)}\n`);
  } else if (item.what === 'removed') {
    out.answer({ removed: item.id }, `(${item.id} is gone)\n`);
  } else if (item.what === 'read') {
    const { upToId, unreadCount } = item;
    out.answer({ read: { upToId, unreadCount } }, `(read up to ${upToId}; ${unreadCount} unread)\n`);
  } else {
    out.note('(too many came during the break; skein notifications lists the older ones)');
  }
}
