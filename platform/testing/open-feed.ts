import { type CallOptions, ConnectError } from '@connectrpc/connect';
import { reasonOf } from '../errors.ts';

/** A client with an open stream. It keeps the last resume token. */
export interface OpenFeed {
  /** The token of the last message; empty before the first. */
  token(): string;
  /** Resolves with the reason of the end, or with the error's message if it has no reason. */
  readonly ended: Promise<string>;
  /** Cuts the connection, as a phone that loses its network does. */
  cut(): Promise<void>;
}

export interface FeedOptions {
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly onMessage?: () => void;
}

/**
 * Reads a stream until it ends or is cut.
 *
 * @param open starts the stream at a token
 * @param take receives each message
 */
export function openFeed<Message extends { readonly resumeToken: string }>(
  open: (resumeToken: string, options: CallOptions) => AsyncIterable<Message>,
  take: (message: Message) => void,
  { token = '', headers, onMessage = () => {} }: FeedOptions = {},
): OpenFeed {
  let resumeToken = token;
  const cutting = new AbortController();
  const read = async (): Promise<string> => {
    try {
      for await (const message of open(resumeToken, {
        signal: cutting.signal,
        ...(headers && { headers }),
      })) {
        // The client never received messages after the cut.
        if (cutting.signal.aborted) break;
        resumeToken = message.resumeToken;
        take(message);
        onMessage();
      }
      return 'ended';
    } catch (error) {
      const failure = ConnectError.from(error);
      return reasonOf(failure) ?? failure.rawMessage;
    }
  };
  const ended = read();
  return {
    token: () => resumeToken,
    ended,
    async cut() {
      cutting.abort();
      await ended;
    },
  };
}
