import type { Clock } from '../clock.ts';

/** The calls of one method in this process, which may wait for other processes, disks or the processor. */
export interface WaitingLimit {
  /**
   * Whether one more call would wait too long: longer than the target, by Little's law, while calls are already slow; or
   * without end, because no call of the method has ended for a while.
   *
   * @param patience a factor of both times
   */
  isFull(patience: number): boolean;
  began(): void;
  /** @param tookMs undefined for an end that says nothing about the load */
  ended(tookMs: number | undefined): void;
}

export interface WaitingLimitOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** How long a call may take on average while others wait, in milliseconds. */
  readonly targetMs?: number;
}

/** So many calls, of a process and of one method, are no overload, however slow they are. */
export const few = { ofProcess: 32, ofMethod: 4 };
/** Calls count for one to two of these times, in milliseconds. */
const windowMs = 500;
/** How long more than a few calls may run without an end, in milliseconds, before further ones are refused. */
export const stallMs = 1_000;
/**
 * A process that stands still, or is not called, sees no call end. Of the time between two looks only so many
 * milliseconds count as a stall.
 */
export const mostBetweenLooksMs = 100;

/**
 * Bounds the calls in progress by the time that they wait. A process whose own thread has time accepts every call, also
 * when what is behind it cannot follow; then all calls wait until their callers have left, and the work for them is
 * wasted. By Little's law the calls in progress, divided by those that end a second, are the time that a call takes.
 * The limit therefore follows the capacity of whatever is slowest; it needs no setting and no state of overload.
 */
export function waitingLimits(options: WaitingLimitOptions): () => WaitingLimit {
  const process = { running: 0 };
  return () => waitingLimit(options, process);
}

function waitingLimit(
  { clock, targetMs = 400 }: WaitingLimitOptions,
  process: { running: number },
): WaitingLimit {
  let running = 0;
  let sinceMs = clock.monotonicMs();
  let [before, now] = [
    { ended: 0, tookMs: 0 },
    { ended: 0, tookMs: 0 },
  ];
  let lookedMs = sinceMs;
  /** How long more than a few calls have run, and none has ended. */
  let stalledMs = 0;

  const turnWindow = (nowMs: number) => {
    const passed = Math.floor((nowMs - sinceMs) / windowMs);
    if (passed === 0) return;
    before = passed === 1 ? now : { ended: 0, tookMs: 0 };
    now = { ended: 0, tookMs: 0 };
    sinceMs += passed * windowMs;
  };

  return {
    isFull(patience) {
      if (process.running <= few.ofProcess || running <= few.ofMethod) {
        stalledMs = 0;
        return false;
      }
      const nowMs = clock.monotonicMs();
      stalledMs += Math.min(nowMs - lookedMs, mostBetweenLooksMs);
      lookedMs = nowMs;
      if (stalledMs > stallMs * patience) return true;
      turnWindow(nowMs);
      const ended = before.ended + now.ended;
      const tookMs = before.tookMs + now.tookMs;
      // A burst is not slow: its calls are many, and those that end were quick.
      if (ended === 0 || tookMs / ended < targetMs / 2) return false;
      const perMs = ended / (nowMs - sinceMs + windowMs);
      return running > perMs * targetMs * patience;
    },
    began() {
      running += 1;
      process.running += 1;
    },
    ended(tookMs) {
      running -= 1;
      process.running -= 1;
      stalledMs = 0;
      if (tookMs === undefined) return;
      turnWindow(clock.monotonicMs());
      now.ended += 1;
      now.tookMs += tookMs;
    },
  };
}
