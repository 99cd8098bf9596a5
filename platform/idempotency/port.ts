/** The first use of a request_id. */
export interface Claim {
  /** False for the attempt that made the claim. */
  repeated: boolean;
  /** The hash of the request that made the claim. */
  bodyHash: Uint8Array;
  /** The ids that the write uses: those of the attempt that made the claim. */
  ids: Record<string, string>;
  /** Whether an attempt has finished the write. */
  finished: boolean;
  /** The encoded response, when the write is finished and the response was stored. */
  response: Uint8Array | undefined;
}

export interface NewClaim {
  /** (caller, RPC, request_id), see `idempotent`. */
  scope: string;
  bodyHash: Uint8Array;
  ids: Record<string, string>;
}

/**
 * Claims on request ids, kept for 24 h (a setting of the adapter) after they were last taken unfinished or finished.
 * Durable when a promise resolves.
 *
 * A claim is not a lock. An attempt that takes an unfinished claim repeats the write with the claim's ids, whether the
 * first attempt died, is slow, or is running in another process. Nothing waits for another process, so claims need no
 * takeover timeout. This is correct because the write is an upsert on the claim's ids.
 */
export interface ClaimStore {
  /** Makes the claim or gives the existing one; of concurrent calls exactly one makes it. */
  take(claim: NewClaim): Promise<Claim>;
  /**
   * Marks a claim as finished, with the encoded response for later attempts (undefined: rebuild it each time). The
   * first call decides: gives the stored response.
   */
  finish(scope: string, response: Uint8Array | undefined): Promise<Uint8Array | undefined>;
  /** Deletes up to `limit` expired claims; gives the number of deleted ones. */
  sweep(limit: number): Promise<number>;
}
