import type {
  StreamHomeTimelineResponse,
  TimelineEntry,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { Mismatch } from './compare.ts';
import type { Entry } from './expected/timelines.ts';
import type { Session } from './model/state.ts';
import { api, asSession, type World } from './world.ts';

/** A reader's open home stream, with everything that it has sent so far, over however many connections. */
export interface LiveStream {
  readonly viewerId: string;
  readonly session: Session;
  /** Entries that the list before the stream showed: they must not come again. */
  readonly listed: ReadonlySet<string>;
  /** Entries that have come into the timeline since then: they must come. */
  readonly due: Set<string>;
  readonly received: Map<string, Received>;
  /** What stands in the timeline now, by id. */
  stands: ReadonlyMap<string, Entry>;
  /** What ever stood in it, with the write after which it last did. */
  readonly stood: Map<string, Stood>;
  /** Posts that it has told to be gone. */
  readonly removed: Set<string>;
  /** Posts that the reader has and that were deleted while this connection was open: it must tell. */
  readonly gone: Map<string, Connection>;
  /** Posts that the reader has and that were deleted while he had no connection, by whose entry he had them. */
  readonly missed: Map<string, string>;
  /** Of the last message. */
  token: string;
  /** What it did that no stream may do. */
  fault?: Mismatch;
  connection: Connection;
  /** The reader has left it and comes back later. */
  away: boolean;
}

export interface Received {
  readonly entry: TimelineEntry;
  readonly atMs: number;
  /** How many writes the model had seen. */
  readonly afterWrites: number;
}

export interface Stood {
  readonly entry: Entry;
  /** Reposts that are folded have none. */
  readonly shownAfterWrites: number | undefined;
  readonly unfoldedAfterWrites: number;
}

export interface Connection {
  close(): void;
  /** Something has come over it. */
  readonly heard: boolean;
  /** How it ended; undefined while it is open. */
  readonly end: { readonly error: unknown } | undefined;
}

/** Opens the stream where it left off. What comes is taken in the background. */
export function connect(world: World, stream: Omit<LiveStream, 'connection' | 'away'>): Connection {
  const closing = new AbortController();
  const state: { -readonly [K in 'heard' | 'end']: Connection[K] } = { heard: false, end: undefined };
  const options = { ...asSession(stream.session), timeoutMs: undefined, signal: closing.signal };
  const take = async () => {
    const messages = api(world).timeline.streamHomeTimeline({ resumeToken: stream.token }, options);
    for await (const message of messages) {
      state.heard = true;
      receive(world, stream, message);
    }
  };
  take().then(
    () => {
      state.end = { error: new Error('the stream ended without a reason') };
    },
    (error: unknown) => {
      state.end = { error };
    },
  );
  return {
    close: () => closing.abort(),
    get heard() {
      return state.heard;
    },
    get end() {
      return state.end;
    },
  };
}

function receive(
  world: World,
  stream: Omit<LiveStream, 'connection' | 'away'>,
  message: StreamHomeTimelineResponse,
): void {
  const { resumeToken, event } = message;
  if (resumeToken === '') stream.fault ??= new Mismatch('a message has its resume token', 'a token', '');
  stream.token = resumeToken;
  if (event.case === 'removed') {
    stream.removed.add(event.value.postId);
    if (stream.missed.delete(event.value.postId))
      world.tally.count('by chance', 'told of a post deleted meanwhile');
  }
  if (event.case === 'removalsIncomplete') {
    stream.missed.clear();
    world.tally.count('by chance', 'told to list again');
  }
  if (event.case !== 'added') return;
  for (const entry of event.value.entries) {
    const id = entry.entryId;
    if (stream.received.has(id) || stream.listed.has(id)) {
      const of = stream.viewerId;
      stream.fault ??= new Mismatch(`the stream of ${of} repeats nothing`, 'another entry', id);
    }
    stream.received.set(id, { entry, atMs: Date.now(), afterWrites: world.writes });
  }
}
