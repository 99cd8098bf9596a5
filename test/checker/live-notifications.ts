import type { StreamNotificationsResponse } from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { Mismatch } from './compare.ts';
import { isShown, rowId, rowName, shownRows, storedRows } from './expected/notifications.ts';
import { type Connection, listen } from './live-stream.ts';
import type { Session } from './model/state.ts';
import { personOf } from './model/state.ts';
import { api, asSession, type World } from './world.ts';

/** A reader's stream of notifications, with the list that a client keeps of it, over any number of connections. */
export interface LiveNotifications {
  readonly readerId: string;
  readonly session: Session;
  /** Ids of rows of the list before the stream. */
  readonly listed: ReadonlySet<string>;
  /** Ids of rows that the client has now. */
  readonly shown: Set<string>;
  /** Ids of rows that came or moved since it was opened and have been shown in the list; they must come. */
  readonly due: Set<string>;
  /** Names of rows that were hidden at some time. A stream does not send a row again when it is no longer hidden. */
  readonly hidden: Set<string>;
  /** The last read mark that it received. */
  mark: { readonly upToId: string; readonly unreadCount: number } | undefined;
  /** The mark when it was opened. */
  readonly firstMark: string;
  token: string;
  fault?: Mismatch;
  connection: Connection;
  away: boolean;
}

type Receiving = Omit<LiveNotifications, 'connection' | 'away'>;

/** Opens the stream where it was left. */
export function connectNotifications(world: World, stream: Receiving): Connection {
  return listen(
    (signal) => {
      const options = { ...asSession(stream.session), timeoutMs: undefined, signal };
      return api(world).notification.streamNotifications({ resumeToken: stream.token }, options);
    },
    (message) => receive(stream, message),
  );
}

function receive(stream: Receiving, { resumeToken, event }: StreamNotificationsResponse): void {
  if (resumeToken === '') stream.fault ??= new Mismatch('a message has its resume token', 'a token', '');
  stream.token = resumeToken;
  if (event.case === 'removed') stream.shown.delete(event.value.notificationId);
  if (event.case === 'read') stream.mark = event.value;
  if (event.case !== 'added') return;
  for (const { id } of event.value.notifications) stream.shown.add(id);
}

/** After a write: rows that the reader does not see now. */
export function noteHiddenRows({ model, notificationStreams }: World): void {
  for (const { readerId, hidden } of notificationStreams)
    for (const row of storedRows(model, readerId))
      if (!isShown(model, readerId, row)) hidden.add(rowName(row));
}

/** After the model's inbox of the reader was compared: what the list shows now must come over the stream too. */
export function noteRows(world: World, stream: LiveNotifications): void {
  const ids = new Set(storedRows(world.model, stream.readerId).map(rowId));
  for (const id of stream.due) if (!ids.has(id)) stream.due.delete(id);
  for (const row of shownRows(world.model, stream.readerId)) {
    const id = rowId(row);
    if (!stream.listed.has(id) && !stream.hidden.has(rowName(row))) stream.due.add(id);
  }
}

/** What is wrong with the list that the client keeps; undefined when nothing is. */
export function wrongIn(world: World, stream: LiveNotifications): string | undefined {
  const { readerId, shown, due, mark, firstMark } = stream;
  const rows = storedRows(world.model, readerId);
  const ids = new Set(rows.map(rowId));
  const missing = [...due].filter((id) => !shown.has(id));
  if (missing.length > 0) return `lacks ${missing.join(' ')}`;
  const dead = [...shown].filter((id) => !ids.has(id));
  // The id of a row that was hidden when it changed is not known.
  if (dead.length > 0 && !ids.has('')) return `still has ${dead.join(' ')}`;
  const { mark: upToId } = personOf(world.model, readerId).inbox;
  if (upToId !== firstMark && mark?.upToId !== upToId) return `has the mark ${mark?.upToId}, not ${upToId}`;
  return undefined;
}
