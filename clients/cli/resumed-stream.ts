import { Code, ConnectError } from '@connectrpc/connect';
import { pause, type TimedClock } from '../../platform/clock.ts';
import type { ReasonName } from '../../platform/domain-error.ts';
import { reasonOf } from '../../platform/errors.ts';
import { retryAfterMs } from '../../platform/rpc/retry.ts';
import type { Context } from './command.ts';
import { faultReport } from './fault.ts';

/** How something is followed across broken connections. */
export interface Following {
  /** Called when a try fails and is repeated: once, however many tries that takes. */
  broke(error: ConnectError): void;
  readonly clock: TimedClock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** For a command: a break is a note, and Ctrl-C ends it. */
export const followingOf = ({ out, where, clock, signal }: Context): Following => ({
  broke: (error) => out.note(`(${faultReport(error, where.grpc).line}; going on as soon as it can)`),
  clock,
  signal,
});

export interface ResumedStreamOptions<Message, Item> extends Following {
  stream(resumeToken: string): AsyncIterable<Message>;
  /** Lists, at the start and after a break too long to resume. Returns the token to stream from. */
  begin(): AsyncGenerator<Item, string, void>;
  items(message: Message): AsyncIterable<Item>;
}

const firstPauseMs = 200;
const maxPauseMs = 5_000;

/** Codes after which nothing is tried again. */
const final: ReadonlySet<Code> = new Set([Code.Unauthenticated, Code.PermissionDenied, Code.Unimplemented]);
/** Except for an expired access token, which is renewed. */
const renewable: ReadonlySet<ReasonName | undefined> = new Set(['TOKEN_EXPIRED']);

/** The tries of one thing that is followed. */
export interface Tries {
  succeeded(): void;
  /**
   * Waits before the next try: longer after each failure in a row, and as long as the server asks. Ends with the signal.
   *
   * @param error of the try; none when a stream ended without one
   * @throws ConnectError the same, when another try can't succeed
   */
  pause(error?: ConnectError): Promise<void>;
}

export function triesOf({ broke, clock, signal, random = Math.random }: Following): Tries {
  let failures = 0;
  return {
    succeeded() {
      failures = 0;
    },
    async pause(error) {
      if (error !== undefined && !renewable.has(reasonOf(error))) {
        if (final.has(error.code)) throw error;
        if (failures === 0) broke(error);
      }
      const serverDelayMs = (error && retryAfterMs(error)) ?? 0;
      const backoffMs = random() * Math.min(maxPauseMs, firstPauseMs * 2 ** failures++);
      await pause(clock, serverDelayMs + backoffMs, signal);
    },
  };
}

/**
 * Yields a list and then its changes, across broken connections and server restarts. Ends with the signal.
 *
 * @throws ConnectError when the session is over
 */
export async function* resumedStream<Message extends { readonly resumeToken: string }, Item>({
  stream,
  begin,
  items,
  ...following
}: ResumedStreamOptions<Message, Item>): AsyncGenerator<Item, void, void> {
  const { signal } = following;
  const tries = triesOf(following);
  let token: string | undefined;
  while (!signal.aborted) {
    let error: ConnectError | undefined;
    try {
      token ??= yield* begin();
      for await (const message of stream(token)) {
        tries.succeeded();
        yield* items(message);
        // Only now: an interruption before its items were handled must repeat them.
        token = message.resumeToken;
      }
    } catch (reason) {
      if (signal.aborted) return;
      error = ConnectError.from(reason);
      const name = reasonOf(error);
      // After too long a break the list gives what came in between.
      if (name === 'RESUME_TOKEN_TOO_OLD' || name === 'RESUME_TOKEN_INVALID') token = undefined;
    }
    await tries.pause(error);
  }
}
