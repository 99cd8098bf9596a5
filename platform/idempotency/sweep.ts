import type { ClaimStore } from './port.ts';

/** Small enough to keep a turn of the event loop short. */
const atOnce = 500;

/** For a schedule: deletes expired claims. */
export function claimSweep(claims: Pick<ClaimStore, 'sweep'>) {
  return {
    everyMs: 600_000,
    async work(signal: AbortSignal): Promise<void> {
      while (!signal.aborted && (await claims.sweep(atOnce)) === atOnce);
    },
  };
}
