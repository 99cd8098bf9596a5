import { type Client, ConnectError } from '@connectrpc/connect';
import type { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { reasonOf } from '../../../platform/errors.ts';

/** A client with an open stream. It keeps what it received and the last resume token. */
export interface Feed {
  readonly entryIds: readonly string[];
  readonly removedIds: readonly string[];
  /** Whether the first message had removals_incomplete. */
  incomplete(): boolean;
  /** The number of messages without payload. */
  heartbeats(): number;
  /** The token of the last message; empty before the first. */
  token(): string;
  /** Resolves with the reason of the end, or with the error's message if it has no reason. */
  readonly ended: Promise<string>;
  /** Cuts the connection, as a phone that loses its network does. */
  cut(): Promise<void>;
}

export function openFeed(
  timelines: Client<typeof TimelineService>,
  options: {
    readonly token?: string;
    readonly headers?: Record<string, string>;
    readonly onMessage?: () => void;
  } = {},
): Feed {
  const entryIds: string[] = [];
  const removedIds: string[] = [];
  let heartbeats = 0;
  let messages = 0;
  let incomplete = false;
  let resumeToken = options.token ?? '';
  const cutting = new AbortController();
  const read = async (): Promise<string> => {
    try {
      const stream = timelines.streamHomeTimeline(
        { resumeToken },
        { signal: cutting.signal, ...(options.headers && { headers: options.headers }) },
      );
      for await (const { event, resumeToken: next } of stream) {
        // The client never received messages after the cut.
        if (cutting.signal.aborted) break;
        resumeToken = next;
        if (event.case === 'added') entryIds.push(...event.value.entries.map(({ entryId }) => entryId));
        else if (event.case === 'removed') removedIds.push(event.value.postId);
        else if (event.case === 'removalsIncomplete') incomplete ||= messages === 0;
        else heartbeats += 1;
        messages += 1;
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
    entryIds,
    removedIds,
    incomplete: () => incomplete,
    heartbeats: () => heartbeats,
    token: () => resumeToken,
    ended,
    async cut() {
      cutting.abort();
      await ended;
    },
  };
}
