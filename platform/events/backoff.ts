/** How a failed operation is retried. */
export interface Backoff {
  /** The pause before the second try. */
  firstMs: number;
  /** The factor between pauses. */
  factor: number;
  /** The longest pause. */
  maxMs: number;
}

/** For consumers: with 6 tries an event becomes a dead letter after 3.1 s. */
export const consumerBackoff: Backoff = { firstMs: 100, factor: 2, maxMs: 5_000 };

/** For the relay, which never gives up. */
export const relayBackoff: Backoff = { firstMs: 50, factor: 2, maxMs: 5_000 };

/** The pause after the `failures`-th consecutive failure, counted from 1. */
export function backoffMs({ firstMs, factor, maxMs }: Backoff, failures: number): number {
  return Math.min(maxMs, firstMs * factor ** (failures - 1));
}
