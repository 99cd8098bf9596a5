import { background } from './background.ts';
import type { TimedClock } from './clock.ts';

/** How a round ended. */
export interface Round {
  readonly tookMs: number;
  /** What it failed with, or that it was not done by its deadline; undefined when it did its work. */
  readonly error: unknown;
}

export interface ScheduleOptions {
  readonly clock: TimedClock;
  /** From the end of a round to the start of the next, in milliseconds: rounds never overlap. */
  readonly everyMs: number;
  /** Up to this share of `everyMs` is taken off, by lot, so that processes do not keep step. Default 0.1. */
  readonly jitter?: number;
  /** When the first round starts. Default: after the first pause. */
  readonly first?: 'now' | 'later';
  /** After so long the round's signal aborts. Default: never. */
  readonly deadlineMs?: number;
  /** One round. The signal aborts at the deadline and when the schedule stops: finish the transaction under way. */
  readonly work: (signal: AbortSignal) => void | Promise<void>;
  /** Is told of every round but one that the stop cut short. */
  readonly onRound?: (round: Round) => void;
  /** 0 to 1, evenly. */
  readonly random?: () => number;
}

export interface Schedule {
  /** Runs a round now; one that is under way serves everybody who asks meanwhile. Never rejects. */
  now(): Promise<void>;
  /** Aborts the round under way, waits for its end and starts no other. */
  stop(): Promise<void>;
}

/** Periodic work: the one way to do something again and again in the background. */
export function startSchedule(options: ScheduleOptions): Schedule {
  const { clock, everyMs, jitter = 0.1, first = 'later', deadlineMs, work, onRound } = options;
  const { random = Math.random } = options;
  // Whoever asks for a round does not own it: the end of a call must not end it.
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
      // Work that looks at its signal ends early and without an error.
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
    // Not inside the timer: timers of a clock run functions that are short and do not throw.
    const done = own(() => Promise.resolve().then(() => round(ending))).finally(() => {
      inFlight = undefined;
      wait();
    });
    inFlight = { ending, done };
    return done;
  };
  const wait = () => {
    // Whole milliseconds: a test clock that runs a timer shows its time, and times are stored as integers.
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
