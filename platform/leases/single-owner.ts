import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import type { Lease, LeaseStore } from './port.ts';

export interface SingleOwnerOptions {
  readonly leases: LeaseStore;
  readonly clock: TimedClock;
  /** Identifies the work; among processes with the same one, a single process runs it. */
  readonly work: string;
  /** Identifies this run of the process. */
  readonly owner: string;
  /** How long after a crash another process takes over, at most. Default 6,000. */
  readonly ttlMs?: number;
  /**
   * Starts the work and gives what stops it. The work runs beside its next owner for a moment when starting or stopping
   * takes longer than a third of the lease's life, or when the process was suspended. The work must tolerate that.
   */
  readonly start: () => Promise<{ stop(): Promise<void> }>;
  readonly onError?: (error: unknown) => void;
}

/**
 * Runs work in one of several processes: the one that holds the lease. A holder that cannot renew it stops after two
 * thirds of its life, by the monotonic clock, so stopping has a third left.
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
  /** Renews the lease. Gives its end as far as known. */
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
          // A store that does not answer must not delay the stop.
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
