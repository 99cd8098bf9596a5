/** A numbered slot of some kind, held by one owner until it expires: a node id, the right to run a job. */
export interface Lease {
  readonly kind: string;
  /** From 0. */
  readonly slot: number;
  readonly owner: string;
}

export interface TakeLease {
  kind: string;
  /** The number of slots of the kind; 1 gives a single owner. */
  slots: number;
  /** Identifies one run of one process; a restart is another owner. */
  owner: string;
  ttlMs: number;
  /** As for `renew`. */
  mark?: number;
}

/** What the store reports when it grants or renews a lease. */
export interface LeaseState {
  /** The highest mark of the kind over all owners ever; 0 without any. */
  readonly highestMark: number;
  /** The store's time in milliseconds since 1970, where all processes share that clock. */
  readonly nowMs?: number;
}

/**
 * Leases that expire by the store's clock. A holder must stop before its lease can expire there: count its life from
 * before the call, on a monotonic clock.
 */
export interface LeaseStore {
  /**
   * Takes a free slot: the lowest one never held or released, else the one whose lease expired first. A lease that
   * expired only because the store's clock jumped is thus given away last. Undefined when none is free. Two takers
   * never get the same slot. Durable when it resolves.
   */
  take(wanted: TakeLease): Promise<(Lease & LeaseState) | undefined>;
  /**
   * Extends the lease to `ttlMs` from now, and stores `mark` with its slot beyond any lease if it is higher than the
   * stored one. Undefined when another owner has taken it. An expired lease that nobody took is renewed. Durable when
   * it resolves.
   */
  renew(lease: Lease, change: { ttlMs: number; mark?: number }): Promise<LeaseState | undefined>;
  /** Frees the slot and stores the mark as `renew` does. Does nothing when the slot has another owner. */
  release(lease: Lease, change?: { mark?: number }): Promise<void>;
}
