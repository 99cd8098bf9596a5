import { pause, type TimedClock } from '../../../platform/clock.ts';
import type { UserStore } from '../ports.ts';

const DAY_MS = 86_400_000;

/** How long an expired session is still told from one that never was. */
const EXPIRED_SESSION_KEPT_MS = DAY_MS;

export interface SweepOptions {
  store: Pick<UserStore, 'purgeAccounts' | 'removeSessions'>;
  clock: TimedClock;
  everyMs: number;
  /** The most rows of one transaction. */
  batch: number;
  /** What a round failed with; the next one tries again. */
  onError?: (error: unknown) => void;
}

export interface Sweep {
  /** Finishes the transaction under way and begins no other. */
  stop(): Promise<void>;
}

/**
 * Purges accounts whose time to come back is over, and forgets sessions that expired a day ago: at once, and then at
 * its pace. Several processes may sweep one store.
 */
export function startSweep(options: SweepOptions): Sweep {
  const { store, clock, everyMs, batch, onError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  const drain = async (step: () => Promise<number>) => {
    while (!signal.aborted && (await step()) === batch);
  };
  const round = async () => {
    const nowMs = clock.nowMs();
    await drain(async () => (await store.purgeAccounts(nowMs, batch)).length);
    await drain(() => store.removeSessions(nowMs - EXPIRED_SESSION_KEPT_MS, batch));
  };
  const rounds = async () => {
    while (!signal.aborted) {
      await round().catch((error) => onError?.(error));
      await pause(clock, everyMs, signal);
    }
  };
  const running = rounds();

  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}
