import type { HandlerContext } from '@connectrpc/connect';
import type { TimedClock } from '../clock.ts';
import { stopCall, stopSignalOf } from '../rpc/call-context.ts';
import { readerTooSlow } from '../rpc/limits.ts';
import type { EventLoopThrottle } from './event-loop-throttle.ts';
import type { Look, OpenSource } from './live-source.ts';
import type { ResumeTokens } from './resume-tokens.ts';
import { wakeableTimer } from './wakeable-timer.ts';

/** How the messages of one RPC are built; each carries the token to resume from after it. */
export interface StreamAnswers<Entry, Notice, Answer> {
  entries(entries: readonly Entry[], resumeToken: string): Answer;
  notice(notice: Notice, resumeToken: string): Answer;
  heartbeat(resumeToken: string): Answer;
  /** Sent first when notices may be missing. For sources that drop some. */
  noticesIncomplete?(resumeToken: string): Answer;
}

export interface StreamCall<Point, Entry, Notice, Answer> {
  readonly context: HandlerContext;
  readonly resumeToken: string;
  /** What its tokens are bound to; see ResumeTokens. */
  readonly query: string;
  readonly open: OpenSource<Point, Entry, Notice>;
  readonly answers: StreamAnswers<Entry, Notice, Answer>;
}

export interface StreamOptions<Point> {
  readonly clock: TimedClock;
  readonly tokens: ResumeTokens<Point>;
  /** Each look waits for its turn. */
  readonly throttle: EventLoopThrottle;
  /** The longest pause between messages, and the longest delay of a change with a lost hint. */
  readonly heartbeatMs: number;
  /**
   * A reader that does not take a message for this long gets READER_TOO_SLOW; back-pressure bounds the memory until
   * then.
   */
  readonly slowReaderMs: number;
}

/** Heartbeats in a row with the same token: it stays valid, because nothing is sent between them. */
const heartbeatsOfToken = 4;

/** How old the last token of an idle stream can be: a client may resume from it when the next one is due, in milliseconds. */
export const tokenAgeMs = (heartbeatMs: number): number => (heartbeatsOfToken + 1) * heartbeatMs;

/**
 * Serves one call of a streaming RPC. One message is built at a time, when the transport asks for it: a slow reader
 * holds one page and is ended with READER_TOO_SLOW. The guard of the process ends the stream with the session, the
 * process with DRAINING.
 *
 * @throws DomainError RESUME_TOKEN_INVALID, RESUME_TOKEN_TOO_OLD
 */
export async function* serveStream<Point, Entry, Notice, Answer>(
  { context, query, resumeToken, open, answers }: StreamCall<Point, Entry, Notice, Answer>,
  { clock, tokens, throttle, heartbeatMs, slowReaderMs }: StreamOptions<Point>,
): AsyncGenerator<Answer, void, void> {
  const signal = stopSignalOf(context);
  const timer = wakeableTimer(clock);
  const seal = (point: Point) => tokens.seal(query, point);
  let resumed = tokens.open(query, resumeToken);
  const source = open(resumed, timer.wake);
  let lastMs = Number.NEGATIVE_INFINITY;
  /** The message of the next heartbeats; undefined when there is news after its token. */
  let idle: { readonly answer: Answer; left: number } | undefined;
  let more = false;
  /** The messages of one look. */
  const answersOf = function* (look: Look<Point, Entry, Notice>): Generator<Answer, void, void> {
    more = look.more;
    if (resumed !== undefined && source.remembersSince?.(resumed) === false) {
      // With its original token: a client that disconnects before it has listed again receives the notice again.
      yield answers.noticesIncomplete!(resumeToken);
    }
    resumed = undefined;
    if (look.entries.length === 0 && look.notices.length === 0) return yield* heartbeatOf(look.point);
    idle = undefined;
    yield* newsOf(look, answers, seal);
    lastMs = clock.monotonicMs();
  };
  const heartbeatOf = function* (point: Point): Generator<Answer, void, void> {
    if (clock.monotonicMs() - lastMs < heartbeatMs) return;
    if (idle === undefined || idle.left === 0)
      idle = { answer: answers.heartbeat(seal(point)), left: heartbeatsOfToken };
    idle.left--;
    yield idle.answer;
    lastMs = clock.monotonicMs();
  };
  const next = async (hinted: boolean) => {
    const point = hinted ? undefined : await source.unchanged?.();
    if (point !== undefined) return heartbeatOf(point);
    await throttle.take();
    return answersOf(await source.look());
  };
  try {
    for (let hinted = true; !signal.aborted; ) {
      for (const answer of await next(hinted)) {
        const cancel = clock.after(slowReaderMs, () => stopCall(context, readerTooSlow()));
        try {
          yield answer;
        } finally {
          cancel();
        }
      }
      const restMs = Math.max(1, lastMs + heartbeatMs - clock.monotonicMs());
      hinted = more || (await timer.sleep(restMs, signal));
    }
  } finally {
    source.close();
  }
}

/** Only the token of the last notice advances: a client that disconnects earlier gets all notices again. */
function* newsOf<Point, Entry, Notice, Answer>(
  { entries, notices, point, held }: Look<Point, Entry, Notice>,
  answers: StreamAnswers<Entry, Notice, Answer>,
  seal: (point: Point) => string,
): Generator<Answer, void, void> {
  const token = seal(point);
  const before = notices.length === 0 ? token : seal(held);
  if (entries.length > 0) yield answers.entries(entries, before);
  for (const [i, notice] of notices.entries()) {
    yield answers.notice(notice, i === notices.length - 1 ? token : before);
  }
}
