import { type Client, ConnectError } from '@connectrpc/connect';
import {
  type Notification,
  NotificationKind,
  type NotificationService,
} from '../../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { enumNames } from '../../../platform/enum-names.ts';
import { reasonOf } from '../../../platform/errors.ts';

/** A device with an open stream. It keeps a list as a client does. */
export interface Feed {
  /** The rows that it shows now, newest first. */
  rows(): string[];
  /** The posts of the rows that were sent, in order. */
  readonly postIds: readonly string[];
  /** Every id that was sent, in order. */
  readonly ids: readonly string[];
  readonly removedIds: readonly string[];
  readonly marks: readonly { readonly upToId: string; readonly unreadCount: number }[];
  heartbeats(): number;
  token(): string;
  /** Resolves with the reason of the end. */
  readonly ended: Promise<string>;
  cut(): Promise<void>;
}

const kinds = enumNames(NotificationKind);

/** A row in words: `like bob 1`. */
export const rowOf = ({ kind, actors, actorCount }: Notification): string =>
  [kinds.nameOf(kind), ...actors.map(({ handle }) => handle), actorCount].join(' ');

export function openFeed(
  client: Client<typeof NotificationService>,
  options: {
    readonly token?: string;
    readonly headers?: Record<string, string>;
    readonly onMessage?: () => void;
  } = {},
): Feed {
  const postIds: string[] = [];
  const shown = new Map<string, string>();
  const ids: string[] = [];
  const removedIds: string[] = [];
  const marks: { upToId: string; unreadCount: number }[] = [];
  let heartbeats = 0;
  let resumeToken = options.token ?? '';
  const cutting = new AbortController();
  const read = async (): Promise<string> => {
    try {
      const stream = client.streamNotifications(
        { resumeToken },
        { signal: cutting.signal, ...(options.headers && { headers: options.headers }) },
      );
      for await (const answer of stream) {
        // The client never received messages after the cut.
        if (cutting.signal.aborted) break;
        resumeToken = answer.resumeToken;
        const { event } = answer;
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
        options.onMessage?.();
      }
      return 'ended';
    } catch (error) {
      const failure = ConnectError.from(error);
      return reasonOf(failure) ?? failure.rawMessage;
    }
  };
  const ended = read();
  return {
    rows: () => [...shown].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, row]) => row),
    postIds,
    ids,
    removedIds,
    marks,
    heartbeats: () => heartbeats,
    token: () => resumeToken,
    ended,
    async cut() {
      cutting.abort();
      await ended;
    },
  };
}
