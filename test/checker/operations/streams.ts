import { setTimeout as pause } from 'node:timers/promises';
import type { ReasonName } from '../../../platform/domain-error.ts';
import { reasonOf } from '../../../platform/errors.ts';
import { caller } from '../choose.ts';
import { Mismatch } from '../compare.ts';
import { homeTimeline } from '../expected/timelines.ts';
import { connect, type LiveStream } from '../live-stream.ts';
import { type Person, personOf, postOf } from '../model/state.ts';
import { checkShown, noteCurrent } from '../new-entries.ts';
import { api, asSession, describe, requireAccepted, type World } from '../world.ts';
import { perform } from '../write.ts';
import type { Operation } from './operation.ts';
import { chooseDelete } from './posts.ts';

const mostStreams = 4;
/** How long an entry may take into a stream, and a stream to end, on a busy machine. */
const limitMs = 15_000;

const open: Operation = {
  name: 'open a stream',
  weight: 2,
  async run(world) {
    await openStream(world);
  },
};

/** Opens the stream of a reader who lists the first page before. */
export async function openStream(world: World, reader: Person = caller(world)): Promise<LiveStream> {
  const { random, streams, model, tally } = world;
  if (streams.length >= mostStreams) close(world, random.pick(streams));
  const { id: viewerId, sessions } = reader;
  const session = random.pick(sessions);
  const request = { pageSize: random.pick([3, 20, 100]) };
  const page = await requireAccepted('ListHomeTimeline', () =>
    api(world).timeline.listHomeTimeline(request, asSession(session)),
  );
  const listed = new Set(page.entries.map(({ entryId }) => entryId));
  const lowest = page.nextPageToken === '' ? '' : (page.entries.at(-1)?.entryId ?? '');
  const ids = homeTimeline(model, viewerId).map(({ id }) => id);
  const due = new Set(ids.filter((id) => id > lowest && !listed.has(id)));
  const stream = {
    ...{ viewerId, session, listed, due, token: page.resumeToken },
    ...{
      received: new Map(),
      current: new Map(),
      history: new Map(),
      removed: new Set<string>(),
      gone: new Map(),
      missed: new Map(),
    },
  };
  const live: LiveStream = Object.assign(stream, { connection: connect(world, stream), away: false });
  // The connection stores its token in `stream`, which is the same object.
  streams.push(live);
  noteCurrent(world, live);
  tally.count('streams', 'opened');
  return live;
}

function close(world: World, stream: LiveStream): void {
  stream.connection.close();
  world.streams.splice(world.streams.indexOf(stream), 1);
}

/** Every due entry comes; none comes twice or without reason; a stream ends with its session. */
export async function check(world: World, stream: LiveStream): Promise<void> {
  const { model, tally } = world;
  if (stream.away) comeBack(world, stream);
  const { viewerId, session, due, received, removed, gone, missed } = stream;
  if (!personOf(model, viewerId).sessions.includes(session)) {
    await endsWith(viewerId, stream, ['SESSION_REVOKED', ...sentBack(world)]);
    close(world, stream);
    tally.count('streams', 'ended with its session');
    return;
  }
  const ids = new Set(homeTimeline(model, viewerId).map(({ id }) => id));
  const wanted = [...due].filter((id) => ids.has(id));
  const missing = () => wanted.filter((id) => !received.has(id));
  for (const [postId, connection] of gone) if (connection !== stream.connection) gone.delete(postId);
  const unreported = () => [...[...gone.keys()].filter((postId) => !removed.has(postId)), ...missed.keys()];
  const complete = () => missing().length === 0 && unreported().length === 0;
  await until(() => complete() || stream.fault !== undefined || stream.connection.end !== undefined);
  if (stream.fault !== undefined) throw stream.fault;
  if (endedWith(stream, sentBack(world))) {
    close(world, stream);
    tally.count('paths', 'a stream is sent back to the list');
    return;
  }
  if (stream.connection.end !== undefined) {
    throw new Mismatch(`the stream of ${viewerId} goes on`, 'no end', describe(stream.connection.end.error));
  }
  if (missing().length > 0)
    throw new Mismatch(`the stream of ${viewerId} loses nothing`, wanted, [...received.keys()]);
  if (unreported().length > 0)
    throw new Mismatch(`the stream of ${viewerId} reports what is deleted`, unreported(), [...removed]);
  tally.count('streams', 'a deleted post is reported', gone.size);
  gone.clear();
  for (const each of received.values()) checkShown(stream, each);
  tally.count('streams', 'found complete');
}

/** How a stream may end for a disconnected or slow reader, where rings are small. */
const sentBack = ({ server }: World): ReasonName[] => (server.letsGo ? ['RESUME_TOKEN_TOO_OLD'] : []);

type Connected = Pick<LiveStream, 'connection'>;

/** @throws Mismatch */
export async function endsWith(
  readerId: string,
  stream: Connected,
  reasons: readonly ReasonName[],
): Promise<void> {
  await until(() => stream.connection.end !== undefined);
  if (endedWith(stream, reasons)) return;
  const actual = stream.connection.end === undefined ? 'still open' : describe(stream.connection.end.error);
  throw new Mismatch(`the stream of ${readerId} ends with a reason`, reasons.join(' or '), actual);
}

function endedWith({ connection }: Connected, reasons: readonly ReasonName[]): boolean {
  const reason = reasonOf(connection.end?.error);
  return reason !== undefined && reasons.includes(reason);
}

const look: Operation = {
  name: 'look at a stream',
  weight: 3,
  async run(world) {
    if (world.streams.length > 0) await check(world, world.random.pick(world.streams));
  },
};

/** Simulates a phone that loses its network: it resumes from the last token, at once or some steps later. */
const reconnect: Operation = {
  name: 'connect a stream again',
  weight: 2,
  async run(world) {
    if (world.streams.length === 0) return;
    const stream = world.random.pick(world.streams);
    if (!stream.away) await leave(stream);
    await deleteMeanwhile(world, stream);
    if (world.random.chance(0.5)) comeBack(world, stream);
  },
};

/** A followed author deletes a post that the reader has; the reader learns of it after resuming. */
async function deleteMeanwhile(world: World, { current, listed, received }: LiveStream): Promise<void> {
  const { model, random } = world;
  const authors = [...current.values()].flatMap(({ id, postId }) => {
    const author = personOf(model, postOf(model, postId).authorId);
    return (listed.has(id) || received.has(id)) && author.sessions.length > 0 ? [author] : [];
  });
  if (authors.length === 0 || random.chance(0.5)) return;
  const chosen = chooseDelete(world, undefined, random.pick(authors));
  if (chosen !== undefined) await perform(world, chosen);
}

/** Disconnects, and waits until the stream has ended. */
export async function leave(stream: Pick<LiveStream, 'connection' | 'away'>): Promise<void> {
  stream.connection.close();
  await until(() => stream.connection.end !== undefined);
  stream.away = true;
}

function comeBack(world: World, stream: LiveStream): void {
  stream.connection = connect(world, stream);
  stream.away = false;
  world.tally.count('streams', 'connected again');
}

/**
 * After the server's end every stream resumes from its last token.
 * @param reasons the server's reasons, if it had time to send one
 */
export async function resumeStreams(world: World, reasons?: readonly ReasonName[]): Promise<void> {
  for (const stream of world.streams.filter(({ away }) => !away)) {
    // Without a message the stream may not have been connected yet.
    if (reasons !== undefined && stream.connection.receivedAny)
      await endsWith(stream.viewerId, stream, reasons);
    stream.connection.close();
    stream.connection = connect(world, stream);
    world.tally.count('streams', reasons === undefined ? 'resumed after a kill' : 'resumed after a restart');
  }
}

/** Checks all of them. */
export async function checkStreams(world: World): Promise<void> {
  for (const stream of [...world.streams]) await check(world, stream);
}

/** Waits for a condition, for at most `limitMs`. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + limitMs;
  // A pause, because the awaited process needs the processor too.
  while (!condition() && performance.now() < end) await pause(1);
}

export const streamReads: readonly Operation[] = [open, look, reconnect];
