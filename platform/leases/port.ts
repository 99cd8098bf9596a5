/** A numbered slot of some kind, held by one owner until it ends: a node id, the right to run a job. */
export interface Lease {
  readonly kind: string;
  /** From 0. */
  readonly slot: number;
  readonly owner: string;
  /** Kept with the slot beyond any lease; 0 at first. Node ids keep the highest time reserved in it. */
  readonly mark: number;
}

export interface TakeLease {
  kind: string;
  /** How many slots the kind has; 1 makes a single owner. */
  slots: number;
  /** Names one life of one process: a restart is another owner. */
  owner: string;
  ttlMs: number;
  /** Only a slot whose mark is not above this is given. Default: any. */
  maxMark?: number;
  /** The slot's new mark; a mark never goes down. Default: unchanged. */
  mark?: number;
}

/**
 * Leases, ended by the store's clock. A holder must stop before its lease can end here: count the life from
 * before the call, on a monotonic clock.
 */
export interface LeaseStore {
  /**
   * The lowest slot that nobody holds, with the mark it had before; undefined when there is none. Two
   * takers never get the same slot. Durable when it resolves.
   */
  take(wanted: TakeLease): Promise<Lease | undefined>;
  /**
   * Gives the lease `ttlMs` from now and its slot the mark, if that is higher. False when it is no longer
   * this owner's (it ended and was taken); an ended lease that nobody took is renewed.
   */
  renew(lease: Lease, change: { ttlMs: number; mark?: number }): Promise<boolean>;
  /** Frees the slot and sets its mark, which may go down here. Nothing when it is no longer this owner's. */
  release(lease: Lease, change?: { mark?: number }): Promise<void>;
}
