import { Code, ConnectError } from '@connectrpc/connect';
import { pause, systemClock, type TimedClock } from '../../platform/clock.ts';
import type { ReasonName } from '../../platform/domain-error.ts';
import { reasonOf } from '../../platform/errors.ts';
import { retryAfterMs } from '../../platform/rpc/retry.ts';
import type { Context } from './command.ts';
import { faultReport } from './fault.ts';

/** How a stream is followed across broken connections. */
export interface Following {
  /** Called when the stream breaks and is resumed: once, however many tries that takes. */
  broke(error: ConnectError): void;
  readonly clock: TimedClock;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** For a command: a break is a note, and Ctrl-C ends it. */
export const followingOf = ({ out, where, signal }: Context): Following => ({
  broke: (error) => out.note(`(${faultReport(error, where.grpc).line}; going on as soon as it can)`),
  clock: systemClock,
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

/** Codes after which a stream is not resumed. */
const final: ReadonlySet<Code> = new Set([Code.Unauthenticated, Code.PermissionDenied, Code.Unimplemented]);
/** Except for an expired access token, which is renewed. */
const renewable: ReadonlySet<ReasonName | undefined> = new Set(['TOKEN_EXPIRED']);

/**
 * Yields a list and then its changes, across broken connections and server restarts. Ends with the signal.
 *
 * @throws ConnectError when the session is over
 */
export async function* resumedStream<Message extends { readonly resumeToken: string }, Item>({
  stream,
  begin,
  items,
  broke,
  clock,
  signal,
  random = Math.random,
}: ResumedStreamOptions<Message, Item>): AsyncGenerator<Item, void, void> {
  let token: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    let waitMs = 0;
    try {
      token ??= yield* begin();
      for await (const message of stream(token)) {
        failures = 0;
        yield* items(message);
        // Only now: an interruption before its items were handled must repeat them.
        token = message.resumeToken;
      }
    } catch (reason) {
      if (signal.aborted) return;
      const error = ConnectError.from(reason);
      const name = reasonOf(error);
      if (final.has(error.code) && !renewable.has(name)) throw error;
      // After too long a break the list gives what came in between.
      if (name === 'RESUME_TOKEN_TOO_OLD' || name === 'RESUME_TOKEN_INVALID') token = undefined;
      if (failures === 0 && !renewable.has(name)) broke(error);
      waitMs = retryAfterMs(error) ?? 0;
    }
    const backoffMs = random() * Math.min(maxPauseMs, firstPauseMs * 2 ** failures++);
    await pause(clock, waitMs + backoffMs, signal);
  }
}
