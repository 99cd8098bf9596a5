import type { Clock } from '../../../platform/clock.ts';
import type { UserStore } from '../ports.ts';

const DAY_MS = 86_400_000;

/** How long an expired session is kept, so that its tokens are refused as expired instead of unknown. */
const EXPIRED_SESSION_KEPT_MS = DAY_MS;

export interface SweepOptions {
  readonly store: Pick<UserStore, 'purgeAccounts' | 'removeSessions'>;
  readonly clock: Clock;
  /** The most rows of one transaction. */
  readonly batch: number;
}

/**
 * For a schedule: purges accounts that were deactivated longer ago than the restore window (30 days), and removes sessions
 * that expired a day ago. An aborted round finishes its current transaction. Several processes may sweep one store.
 */
export function accountSweep({ store, clock, batch }: SweepOptions): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    const drain = async (step: () => Promise<number>) => {
      while (!signal.aborted && (await step()) === batch);
    };
    const nowMs = clock.nowMs();
    await drain(async () => (await store.purgeAccounts(nowMs, batch)).length);
    await drain(() => store.removeSessions(nowMs - EXPIRED_SESSION_KEPT_MS, batch));
  };
}
