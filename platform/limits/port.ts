/** How often something may be done: `points` times within any window of `windowMs` that its first use opens. */
export interface Allowance {
  readonly points: number;
  readonly windowMs: number;
}

export type Taken =
  | { readonly allowed: true; readonly remaining: number }
  /** Until the window of the key ends; always above 0. */
  | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Counts uses of keys against one allowance. A key's window opens with its first use and is forgotten when it
 * ends. A refused use does not lengthen the window. Two limiters share nothing, even for equal keys (adapters with
 * a store in common are told apart by the name they are made with).
 */
export interface RateLimiter {
  /** Takes one point of the key's. Rejects only when the store fails. */
  take(key: string): Promise<Taken>;
  /** Forgets what the key has used. */
  reset(key: string): Promise<void>;
}

/** Keys that have to wait until a moment, however often they come. Two of them share nothing, as limiters. */
export interface Pauses {
  /** How many milliseconds the key has to wait still; 0 when it need not. Rejects only when the store fails. */
  leftMs(key: string): Promise<number>;
  /** Lets the key wait from now on, in place of what it had to wait before. */
  begin(key: string, ms: number): Promise<void>;
}

/** What limits are counted in; the name tells those of one store apart. */
export interface LimitStore {
  limiter(name: string, allowance: Allowance): RateLimiter;
  pauses(name: string): Pauses;
}
