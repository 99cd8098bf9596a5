import { type Client, ConnectError } from '@connectrpc/connect';
import type { TimelineService } from '../../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { reasonOf } from '../../../platform/errors.ts';

/** A client with an open stream: keeps what came, and the token to go on from. */
export interface Feed {
  readonly entryIds: readonly string[];
  readonly removedIds: readonly string[];
  /** Whether the first message said that removals are not remembered. */
  incomplete(): boolean;
  /** Messages without payload. */
  heartbeats(): number;
  /** Of the last message that came; empty before the first. */
  token(): string;
  /** Resolves with the reason of the end, or its message where there is none. */
  readonly ended: Promise<string>;
  /** As a phone that loses its network. */
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
        // What comes after the cut, the client never saw.
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
