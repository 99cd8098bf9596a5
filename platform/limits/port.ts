/** At most `points` uses within a window of `windowMs`, which the first use opens. */
export interface Allowance {
  readonly points: number;
  readonly windowMs: number;
}

export type RateLimitResult =
  | { readonly allowed: true; readonly remaining: number }
  /** Until the window of the key ends; always above 0. */
  | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Counts uses of keys against one allowance. A key's window opens with its first use and is dropped at its end. A
 * refused use does not extend the window. Two limiters share nothing, even for equal keys; adapters with a common store
 * separate them by name.
 */
export interface RateLimiter {
  /** Uses one point of the key. Rejects only when the store fails. */
  take(key: string): Promise<RateLimitResult>;
  /** Clears the uses of the key. */
  reset(key: string): Promise<void>;
}

/**
 * Keys that must wait until a moment. Attempts do not extend the wait. Two instances share nothing, as with limiters.
 */
export interface Pauses {
  /** How many milliseconds the key must still wait; 0 for none. Rejects only when the store fails. */
  leftMs(key: string): Promise<number>;
  /** Starts the wait of the key now, in place of an earlier one. */
  begin(key: string, ms: number): Promise<void>;
}

/** Creates limiters and pauses; the name separates those of one store. */
export interface LimitStore {
  limiter(name: string, allowance: Allowance): RateLimiter;
  pauses(name: string): Pauses;
}
