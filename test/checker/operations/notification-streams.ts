import type { ReasonName } from '../../../platform/domain-error.ts';
import { caller, callers } from '../choose.ts';
import { Mismatch } from '../compare.ts';
import { rowId, shownRows } from '../expected/notifications.ts';
import { canCompare, settleInboxes } from '../inboxes.ts';
import { connectNotifications, type LiveNotifications, noteRows, wrongIn } from '../live-notifications.ts';
import { personOf } from '../model/state.ts';
import { api, asSession, describe, requireAccepted, type World } from '../world.ts';
import type { Operation } from './operation.ts';
import { endsWith, leave, until } from './streams.ts';

const mostStreams = 4;

const open: Operation = {
  name: 'open a stream of notifications',
  weight: 1.5,
  async run(world) {
    const { random, notificationStreams: streams, model, tally } = world;
    if (streams.length >= mostStreams) close(world, random.pick(streams));
    const { id: readerId, sessions } = caller(world);
    const session = random.pick(sessions);
    await settleInboxes(world);
    if (!(await canCompare(world, readerId))) return;
    const page = await requireAccepted('ListNotifications', () =>
      api(world).notification.listNotifications({ pageSize: 100 }, asSession(session)),
    );
    const listed = new Set(shownRows(model, readerId).map(rowId));
    const stream = {
      ...{ readerId, session, listed, shown: new Set(listed), due: new Set<string>(), mark: undefined },
      hidden: new Set<string>(),
      ...{ firstMark: personOf(model, readerId).inbox.mark, token: page.resumeToken },
    };
    // The connection stores its token in `stream`, which is the same object.
    streams.push(Object.assign(stream, { connection: connectNotifications(world, stream), away: false }));
    tally.count('streams', 'of notifications opened');
  },
};

function close(world: World, stream: LiveNotifications): void {
  stream.connection.close();
  world.notificationStreams.splice(world.notificationStreams.indexOf(stream), 1);
}

/** The list that the client keeps becomes the reader's list. */
async function check(world: World, stream: LiveNotifications): Promise<void> {
  const { model, tally } = world;
  const { readerId, session } = stream;
  if (stream.away) comeBack(world, stream);
  if (!personOf(model, readerId).sessions.includes(session)) {
    await endsWith(readerId, stream, ['SESSION_REVOKED']);
    close(world, stream);
    tally.count('streams', 'of notifications ended with its session');
    return;
  }
  await settleInboxes(world);
  if (!(await canCompare(world, readerId))) return;
  noteRows(world, stream);
  const wrong = () => stream.fault?.what ?? wrongIn(world, stream);
  await until(() => wrong() === undefined || stream.connection.end !== undefined);
  if (stream.connection.end !== undefined)
    throw new Mismatch(
      `the notifications of ${readerId} go on`,
      'no end',
      describe(stream.connection.end.error),
    );
  if (wrong() !== undefined)
    throw new Mismatch(`the stream of notifications of ${readerId}`, 'what the list has', wrong());
  tally.count('streams', 'of notifications found complete');
}

const look: Operation = {
  name: 'look at a stream of notifications',
  weight: 3,
  async run(world) {
    const { notificationStreams: streams, random } = world;
    if (streams.length > 0) await check(world, random.pick(streams));
  },
};

/** Loses its network, and resumes from the last token, at once or some steps later. */
const reconnect: Operation = {
  name: 'connect a stream of notifications again',
  weight: 1.5,
  async run(world) {
    const { notificationStreams: streams, random } = world;
    if (streams.length === 0) return;
    const stream = random.pick(streams);
    if (!stream.away) await leave(stream);
    if (random.chance(0.5)) comeBack(world, stream);
  },
};

function comeBack(world: World, stream: LiveNotifications): void {
  stream.connection = connectNotifications(world, stream);
  stream.away = false;
  world.tally.count('streams', 'of notifications connected again');
}

/**
 * After the server's end every stream resumes from its last token.
 * @param reasons the server's reasons, if it had time to send one
 */
export async function resumeNotifications(world: World, reasons?: readonly ReasonName[]): Promise<void> {
  for (const stream of world.notificationStreams.filter(({ away }) => !away)) {
    if (reasons !== undefined && stream.connection.receivedAny)
      await endsWith(stream.readerId, stream, reasons);
    stream.connection.close();
    stream.connection = connectNotifications(world, stream);
  }
}

/** Compares every inbox whose reader can be asked, and every stream. */
export async function checkNotifications(world: World): Promise<void> {
  for (const { inbox } of callers(world)) inbox.changed = true;
  await settleInboxes(world);
  for (const stream of [...world.notificationStreams]) await check(world, stream);
}

export const notificationStreamOperations: readonly Operation[] = [open, look, reconnect];
