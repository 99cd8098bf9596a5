/** A numbered slot of some kind, held by one owner until it ends: a node id, the right to run a job. */
export interface Lease {
  readonly kind: string;
  /** From 0. */
  readonly slot: number;
  readonly owner: string;
}

export interface TakeLease {
  kind: string;
  /** How many slots the kind has; 1 makes a single owner. */
  slots: number;
  /** Names one life of one process: a restart is another owner. */
  owner: string;
  ttlMs: number;
  /** As for `renew`. */
  mark?: number;
}

/** What the store knows when it gives or renews a lease. */
export interface LeaseNews {
  /** The highest mark of the kind, of any owner that there ever was; 0 where there is none. */
  readonly highestMark: number;
  /** The store's own time, in milliseconds since 1970, where all processes share that clock. */
  readonly nowMs?: number;
}

/**
 * Leases, ended by the store's clock. A holder must stop before its lease can end here: count the life from
 * before the call, on a monotonic clock.
 */
export interface LeaseStore {
  /**
   * A slot that nobody holds: the lowest that was never held or was released, else the one whose lease ended first, so
   * that a lease that ended only because the store's clock jumped is the last to be given away. Undefined when there is
   * none. Two takers never get the same slot. Durable when it resolves.
   */
  take(wanted: TakeLease): Promise<(Lease & LeaseNews) | undefined>;
  /**
   * Gives the lease `ttlMs` from now, and keeps `mark` with its slot beyond any lease, if it is higher than the one there.
   * Undefined when it is no longer this owner's (it ended and was taken); an ended lease that nobody took is renewed.
   * Durable when it resolves.
   */
  renew(lease: Lease, change: { ttlMs: number; mark?: number }): Promise<LeaseNews | undefined>;
  /** Frees the slot, and keeps the mark as `renew` does. Nothing when it is no longer this owner's. */
  release(lease: Lease, change?: { mark?: number }): Promise<void>;
}
