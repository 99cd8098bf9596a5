import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import type { Lease, LeaseStore } from './port.ts';

export interface SingleOwnerOptions {
  readonly leases: LeaseStore;
  readonly clock: TimedClock;
  /** Names the work; of all processes that have the same one does it. */
  readonly work: string;
  /** Names this life of this process. */
  readonly owner: string;
  /** How long after a crash another process takes over at the latest. Default 6,000. */
  readonly ttlMs?: number;
  /**
   * Starts the work; answers what stops it. What takes longer to start or stop than a third of the lease's life, or a
   * process that stood still, runs beside the next owner for a moment: the work must bear that.
   */
  readonly start: () => Promise<{ stop(): Promise<void> }>;
  readonly onError?: (error: unknown) => void;
}

/**
 * Does work in one of several processes at a time: the one that holds the lease. Who can't renew it stops two thirds
 * through its life, by the monotonic clock, so that stopping has a third to be done.
 */
export function singleOwner(options: SingleOwnerOptions): { holds(): boolean; stop(): Promise<void> } {
  const { leases, clock, work, owner, ttlMs = 6_000, start, onError } = options;
  const own = background();
  const ending = new AbortController();
  let holding = false;

  const take = async (): Promise<{ lease: Lease; atMs: number } | undefined> => {
    const atMs = clock.monotonicMs();
    const lease = await leases.take({ kind: work, slots: 1, owner, ttlMs });
    return lease && { lease, atMs };
  };
  /** Whether the lease is still ours, as far as is known; renews it. */
  const renewed = async (lease: Lease): Promise<number | undefined> => {
    const atMs = clock.monotonicMs();
    try {
      return (await leases.renew(lease, { ttlMs })) ? atMs : Number.NEGATIVE_INFINITY;
    } catch (error) {
      onError?.(error);
      return undefined;
    }
  };

  const hold = async (lease: Lease, takenAtMs: number): Promise<void> => {
    let renewedAtMs = takenAtMs;
    const running = await start();
    holding = true;
    try {
      while (!ending.signal.aborted && clock.monotonicMs() - renewedAtMs < (ttlMs * 2) / 3) {
        await pause(clock, ttlMs / 6, ending.signal);
        if (!ending.signal.aborted) {
          // A store that does not answer must not make us miss our own end.
          const untilMs = renewedAtMs + (ttlMs * 2) / 3 - clock.monotonicMs();
          const waited = pause(clock, Math.max(0, untilMs), ending.signal).then(() => undefined);
          renewedAtMs = (await Promise.race([renewed(lease), waited])) ?? renewedAtMs;
        }
      }
    } finally {
      holding = false;
      await running.stop();
      await leases.release(lease).catch((error) => onError?.(error));
    }
  };

  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        const taken = await take();
        if (taken) await hold(taken.lease, taken.atMs);
      } catch (error) {
        onError?.(error);
      }
      await pause(clock, ttlMs / 6, ending.signal);
    }
  };
  const running = own(run);

  return {
    holds: () => holding,
    async stop() {
      ending.abort();
      await running;
    },
  };
}
