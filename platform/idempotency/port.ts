/** What a request_id was first used for. */
export interface Claim {
  /** False for the arrival that made the claim. */
  repeated: boolean;
  /** Of the request that made the claim. */
  bodyHash: Uint8Array;
  /** The ids that the write uses: those of the arrival that made the claim. */
  ids: Record<string, string>;
  /** Whether an arrival has brought the write to its end. */
  finished: boolean;
  /** The encoded answer, when it is finished and was kept. */
  response: Uint8Array | undefined;
}

export interface NewClaim {
  /** (caller, RPC, request_id), see `idempotent`. */
  scope: string;
  bodyHash: Uint8Array;
  ids: Record<string, string>;
}

/**
 * Claims on request ids, kept for 24 h (a setting of the adapter) from when they were last taken unfinished or
 * finished. Durable when a promise resolves.
 *
 * A claim is no lock. Whoever takes an unfinished one does the write again on the claim's ids, whether the
 * first arrival died, is slow, or is at it in another process at this moment: nobody waits and nothing hangs
 * on a process that is gone, so there is no age at which a claim has to be taken over. What makes that right
 * is that the write is an upsert on the claim's ids.
 */
export interface ClaimStore {
  /** Makes the claim or gives the one there is; of several at the same time exactly one makes it. */
  take(claim: NewClaim): Promise<Claim>;
  /**
   * Marks a claim as finished, with the encoded answer to be given from now on (undefined: the answer is to
   * be built again each time). The first to finish decides: gives the answer that is kept.
   */
  finish(scope: string, response: Uint8Array | undefined): Promise<Uint8Array | undefined>;
  /** Deletes up to `limit` claims that are past their time; answers how many went. */
  sweep(limit: number): Promise<number>;
}
