import { keepAlive, pause, type TimedClock } from './clock.ts';

export interface RetryUntilReadyOptions {
  /** Whether an error is transient. Default: all are. */
  readonly passes?: (error: unknown) => boolean;
  /** Called from time to time while it takes longer, with the last error; undefined during the first try. */
  readonly onWait?: (error: unknown) => void;
  /** Ends the wait before the next try. */
  readonly signal?: AbortSignal;
}

/** How long another process may take to become ready, in milliseconds: all processes start at the same time. */
const patienceMs = 60_000;
const betweenMs = 250;
/** When the wait is reported first and how often, in milliseconds. */
const report = { firstMs: 5_000, everyMs: 15_000 };

/**
 * Retries until `work` succeeds.
 *
 * @throws the last error after a minute; at once an error that is not transient; the reason of an aborted signal
 */
export async function retryUntilReady<T>(
  clock: TimedClock,
  work: () => Promise<T>,
  { passes = () => true, onWait = () => {}, signal }: RetryUntilReadyOptions = {},
): Promise<T> {
  const endMs = clock.monotonicMs() + patienceMs;
  let last: unknown;
  const reportWait = () => {
    onWait(last);
    cancel = clock.after(report.everyMs, reportWait);
  };
  let cancel = clock.after(report.firstMs, reportWait);
  // Timers of a clock do not keep the process alive, and nothing else may run yet.
  const end = keepAlive();
  try {
    for (;;) {
      signal?.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        if (clock.monotonicMs() > endMs || !passes(error)) throw error;
        last = error;
        await pause(clock, betweenMs);
      }
    }
  } finally {
    cancel();
    end();
  }
}

/** Logs in one line what is waited for and why. */
export function warnWhileWaiting(what: string, warn: (line: string) => void): (error: unknown) => void {
  return (error) => warn(`waiting for ${what}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  if (error === undefined) return 'no answer yet';
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  // Skein's own errors say only that something does not answer; their cause says why.
  const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
  return why.split('\n', 1)[0]!;
}
