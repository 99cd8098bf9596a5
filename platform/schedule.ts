import { background } from './background.ts';
import type { TimedClock } from './clock.ts';

/** The result of a round. */
export interface Round {
  readonly tookMs: number;
  /** Its failure, or a missed deadline; undefined after a success. */
  readonly error: unknown;
}

export interface ScheduleOptions {
  readonly clock: TimedClock;
  /** From the end of a round to the start of the next, in milliseconds. Rounds never overlap. */
  readonly everyMs: number;
  /** Pauses are shortened by a random part of up to this share, so that processes do not run in step. Default 0.1. */
  readonly jitter?: number;
  /** When the first round starts. Default: after the first pause. */
  readonly first?: 'now' | 'later';
  /** When the round's signal aborts, in milliseconds after its start. Default: never. */
  readonly deadlineMs?: number;
  /** One round. The signal aborts at the deadline and when the schedule stops: finish the current transaction. */
  readonly work: (signal: AbortSignal) => void | Promise<void>;
  /** Receives every round except one that the stop interrupted. */
  readonly onRound?: (round: Round) => void;
  /** Uniform in 0 to 1. */
  readonly random?: () => number;
}

export interface Schedule {
  /** Runs a round now; concurrent callers share the current one. Never rejects. */
  now(): Promise<void>;
  /** Aborts the current round, waits for its end and starts no other. */
  stop(): Promise<void>;
}

/** Periodic background work. There is no other way to repeat work. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { clock, everyMs, jitter = 0.1, first = 'later', deadlineMs, work, onRound } = options;
  const { random = Math.random } = options;
  // A round does not belong to the call that requested it: the end of that call must not end it.
  const own = background();
  let stopped = false;
  let cancelNext = () => {};
  let inFlight: { ending: AbortController; done: Promise<void> } | undefined;

  const round = async (ending: AbortController): Promise<void> => {
    const { signal } = ending;
    if (signal.aborted) return;
    const startedMs = clock.monotonicMs();
    const tooLate = () => ending.abort(new Error(`not done within ${deadlineMs} ms`));
    const cancelDeadline = deadlineMs === undefined ? () => {} : clock.after(deadlineMs, tooLate);
    let error: unknown;
    try {
      await work(signal);
      // Work that checks its signal ends early and without an error.
      if (signal.aborted) error = signal.reason;
    } catch (thrown) {
      error = signal.aborted ? signal.reason : thrown;
    }
    cancelDeadline();
    if (!stopped) onRound?.({ tookMs: clock.monotonicMs() - startedMs, error });
  };
  const start = (): Promise<void> => {
    cancelNext();
    if (inFlight) return inFlight.done;
    if (stopped) return Promise.resolve();
    const ending = new AbortController();
    // Outside the timer, because timer callbacks must be short and must not throw.
    const done = own(() => Promise.resolve().then(() => round(ending))).finally(() => {
      inFlight = undefined;
      wait();
    });
    inFlight = { ending, done };
    return done;
  };
  const wait = () => {
    // Whole milliseconds: a test clock shows the time of a timer, and times are stored as integers.
    const pauseMs = Math.round(everyMs * (1 - jitter * random()));
    if (!stopped) cancelNext = clock.after(pauseMs, () => void start());
  };
  if (first === 'now') void start();
  else wait();

  return {
    now: start,
    async stop() {
      stopped = true;
      cancelNext();
      inFlight?.ending.abort(new Error('the schedule stops'));
      await inFlight?.done;
    },
  };
}
