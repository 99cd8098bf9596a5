import type {
  StreamHomeTimelineResponse,
  TimelineEntry,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { Mismatch } from './compare.ts';
import type { Entry } from './expected/timelines.ts';
import type { Session } from './model/state.ts';
import { api, asSession, type World } from './world.ts';

/** A reader's home stream with everything received so far, over any number of connections. */
export interface LiveStream {
  readonly viewerId: string;
  readonly session: Session;
  /** Entries of the list before the stream; they must not come again. */
  readonly listed: ReadonlySet<string>;
  /** Entries added to the timeline since; they must come. */
  readonly due: Set<string>;
  readonly received: Map<string, Received>;
  /** The current timeline, by id. */
  current: ReadonlyMap<string, Entry>;
  /** Everything that ever was in it, with the write after which it last was. */
  readonly history: Map<string, LastPresence>;
  /** Posts reported as removed. */
  readonly removed: Set<string>;
  /** Posts that the reader has and that were deleted during this connection; their removal must be reported. */
  readonly gone: Map<string, Connection>;
  /** Posts that the reader has and that were deleted without a connection, by the user whose entry brought them. */
  readonly missed: Map<string, string>;
  /** The token of the last message. */
  token: string;
  /** A violation of the stream's guarantees. */
  fault?: Mismatch;
  connection: Connection;
  /** The reader has disconnected and comes back later. */
  away: boolean;
}

export interface Received {
  readonly entry: TimelineEntry;
  readonly atMs: number;
  /** The number of writes at that time. */
  readonly afterWrites: number;
}

export interface LastPresence {
  readonly entry: Entry;
  /** Undefined for folded reposts. */
  readonly shownAfterWrites: number | undefined;
  readonly unfoldedAfterWrites: number;
}

export interface Connection {
  close(): void;
  /** A message has been received. */
  readonly receivedAny: boolean;
  /** How it ended; undefined while it is open. */
  readonly end: { readonly error: unknown } | undefined;
}

/** Opens the stream where it was left. Messages are received in the background. */
export function connect(world: World, stream: Omit<LiveStream, 'connection' | 'away'>): Connection {
  return listen(
    (signal) => {
      const options = { ...asSession(stream.session), timeoutMs: undefined, signal };
      return api(world).timeline.streamHomeTimeline({ resumeToken: stream.token }, options);
    },
    (message) => receive(world, stream, message),
  );
}

/** Receives the messages of a stream in the background until it is closed. */
export function listen<Message>(
  call: (signal: AbortSignal) => AsyncIterable<Message>,
  receive: (message: Message) => void,
): Connection {
  const closing = new AbortController();
  const state: { -readonly [K in 'receivedAny' | 'end']: Connection[K] } = {
    receivedAny: false,
    end: undefined,
  };
  const take = async () => {
    for await (const message of call(closing.signal)) {
      state.receivedAny = true;
      receive(message);
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
    get receivedAny() {
      return state.receivedAny;
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
      world.tally.count('by chance', 'a post deleted meanwhile is reported');
  }
  if (event.case === 'removalsIncomplete') {
    stream.missed.clear();
    world.tally.count('by chance', 'a stream is sent back to the list by chance');
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
