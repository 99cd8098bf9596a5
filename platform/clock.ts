/** The current time. Code takes a Clock as a parameter, so tests control the time. */
export interface Clock {
  /** Milliseconds since 1970 by the machine's clock, which may step back or jump. */
  nowMs(): number;
  /** Milliseconds since an arbitrary start; never steps back. Used for lifetimes, limits and leases. */
  monotonicMs(): number;
}

/** Schedules work. The callbacks are synchronous and do not throw. */
export interface Timers {
  /**
   * Calls `run` once after `delayMs`, as soon as possible when that is in the past; returns a function that cancels it.
   * Never keeps the process alive.
   */
  after(delayMs: number, run: () => void): () => void;
}

export type TimedClock = Clock & Timers;

export const systemClock: TimedClock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    // Node prints a warning for a negative delay.
    const timer = setTimeout(run, Math.max(0, delayMs)).unref();
    return () => clearTimeout(timer);
  },
};

/** Keeps the process alive while it waits for timers alone; the answer ends that. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 60_000);
  return () => clearInterval(timer);
}

/** Resolves after `delayMs`, or at once when `signal` aborts: check the signal afterwards. */
export function pause(timers: Timers, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = timers.after(delayMs, end);
    signal?.addEventListener('abort', end, { once: true });
  });
}

export interface TestClock extends TimedClock {
  /** Advances both clocks and runs due callbacks in order of time before it returns. */
  advance(ms: number): void;
  /** Sets the wall clock alone, as an operator or NTP does; timers and the monotonic clock are unaffected. */
  step(toMs: number): void;
  /** How many timers are pending. */
  pending(): number;
}

/** A clock that tests advance. It starts in 2026: ids have 19 digits only from July 2022 on. */
export function testClock(startMs = Date.UTC(2026, 0, 1)): TestClock {
  let wallMs = startMs;
  let elapsedMs = 0;
  let order = 0;
  const waiting = new Set<{ dueMs: number; order: number; run: () => void }>();

  const nextDue = (untilMs: number) => {
    let first: { dueMs: number; order: number; run: () => void } | undefined;
    for (const timer of waiting) {
      if (timer.dueMs > untilMs) continue;
      if (!first || timer.dueMs < first.dueMs || (timer.dueMs === first.dueMs && timer.order < first.order)) {
        first = timer;
      }
    }
    return first;
  };
  const moveTo = (toMs: number) => {
    wallMs += toMs - elapsedMs;
    elapsedMs = toMs;
  };

  return {
    nowMs: () => wallMs,
    monotonicMs: () => elapsedMs,
    after(delayMs, run) {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), order: order++, run };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
    advance(ms) {
      const untilMs = elapsedMs + ms;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        waiting.delete(timer);
        moveTo(Math.max(elapsedMs, timer.dueMs));
        timer.run();
      }
      moveTo(untilMs);
    },
    step(toMs) {
      wallMs = toMs;
    },
    pending: () => waiting.size,
  };
}
