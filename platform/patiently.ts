import { pause, type TimedClock } from './clock.ts';

export interface PatienceOptions {
  /** Whether an error may be gone at the next try; all may without. */
  readonly passes?: (error: unknown) => boolean;
  /** Hears every now and then that it takes longer, and what the last try failed with; undefined while the first lasts. */
  readonly onWait?: (error: unknown) => void;
}

/** How long another process may take to be there, in milliseconds: all start at the same time. */
const patienceMs = 60_000;
const betweenMs = 250;
/** When it is said first that something is waited for, and how often again, in milliseconds. */
const told = { firstMs: 5_000, everyMs: 15_000 };

/**
 * Tries until it works.
 *
 * @throws what it failed with last, after a minute; at once what does not pass
 */
export async function patiently<T>(
  clock: TimedClock,
  work: () => Promise<T>,
  { passes = () => true, onWait = () => {} }: PatienceOptions = {},
): Promise<T> {
  const endMs = clock.monotonicMs() + patienceMs;
  let last: unknown;
  const tell = () => {
    onWait(last);
    cancel = clock.after(told.everyMs, tell);
  };
  let cancel = clock.after(told.firstMs, tell);
  // A clock's timers keep no process alive, and nothing else may be there yet.
  const alive = setInterval(() => {}, patienceMs);
  try {
    for (;;) {
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
    clearInterval(alive);
  }
}

/** Says in one line what is waited for, and why. */
export function waitingFor(what: string, warn: (line: string) => void): (error: unknown) => void {
  return (error) => warn(`waiting for ${what}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): string {
  if (error === undefined) return 'no answer yet';
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  // Ours say only that somebody does not answer; what led to it says why.
  const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
  return why.split('\n', 1)[0]!;
}
