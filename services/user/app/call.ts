import type { Caller, UserCaller } from '../../../platform/auth/caller.ts';

/** The call that a use case works for. */
export interface Call {
  readonly caller: Caller;
  /** The request id in the events of the call's changes. */
  readonly requestId: string;
  /** Aborts when the caller gives up. */
  readonly signal: AbortSignal;
}

/** A call of a signed-in user. */
export interface UserCall extends Call {
  readonly caller: UserCaller;
}
