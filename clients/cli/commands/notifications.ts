import { randomUUID } from 'node:crypto';
import { toJson } from '@bufbuild/protobuf';
import {
  ListMutedThreadsResponseSchema,
  ListNotificationsResponseSchema,
  type Notification,
  NotificationSchema,
  type StreamNotificationsResponse,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { type Context, command, type OptionValues } from '../command.ts';
import { exitCodes } from '../fault.ts';
import { noteNextPage, pageDocs, pageOf, pageOptions, refuseBeside } from '../options.ts';
import { mutedThreadText, notificationText } from '../render.ts';
import { followingOf, resumedStream } from '../resumed-stream.ts';

type Item =
  | { readonly what: 'added'; readonly notification: Notification }
  | { readonly what: 'removed'; readonly id: string }
  | { readonly what: 'read'; readonly upToId: string; readonly unreadCount: number };

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

/** Shows what comes; after a break too long to resume, what the first page has and was not shown. */
async function follow(context: Context) {
  const { out } = context;
  const { notifications: client } = context.as(context.session());
  let newestId: string | undefined;
  const added = (notification: Notification): Item => {
    if (newestId === undefined || notification.id > newestId) newestId = notification.id;
    return { what: 'added', notification };
  };
  const feed = resumedStream<StreamNotificationsResponse, Item>({
    stream: (resumeToken) => client.streamNotifications({ resumeToken }),
    async *begin() {
      const first = await client.listNotifications({ pageSize: newestId === undefined ? 10 : 100 });
      const unseen = first.notifications.filter(({ id }) => newestId === undefined || id > newestId);
      for (const notification of unseen.toReversed()) yield added(notification);
      newestId ??= '';
      return first.resumeToken;
    },
    async *items({ event }) {
      if (event.case === 'added') for (const each of event.value.notifications) yield added(each);
      else if (event.case === 'removed') yield { what: 'removed', id: event.value.notificationId };
      else if (event.case === 'read') yield { what: 'read', ...event.value };
    },
    ...followingOf(context),
  });
  for await (const item of feed) {
    if (item.what === 'added') {
      const { notification } = item;
      out.answer({ added: toJson(NotificationSchema, notification) }, `${notificationText(notification)}\n`);
    } else if (item.what === 'removed') out.answer({ removed: item.id }, `(${item.id} is gone)\n`);
    else
      out.answer(
        { read: { upToId: item.upToId, unreadCount: item.unreadCount } },
        `(read up to ${item.upToId}; ${item.unreadCount} unread)\n`,
      );
  }
  return exitCodes.interrupted;
}
