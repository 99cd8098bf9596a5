import type { Timers } from '../clock.ts';
import type { ClaimStore } from './port.ts';

const EVERY_MS = 600_000;
/** Small enough to keep a turn of the event loop short. */
const AT_ONCE = 500;

/** Deletes expired claims every ten minutes. Returns a function that stops it. */
export function sweepClaims(
  claims: ClaimStore,
  timers: Timers,
  onError: (error: unknown) => void,
): () => void {
  let stopped = false;
  let cancel = () => {};

  const sweep = async () => {
    while (!stopped && (await claims.sweep(AT_ONCE)) === AT_ONCE);
  };
  const again = () => {
    if (stopped) return;
    cancel = timers.after(EVERY_MS, () => {
      sweep().catch(onError).finally(again);
    });
  };
  again();

  return () => {
    stopped = true;
    cancel();
  };
}
