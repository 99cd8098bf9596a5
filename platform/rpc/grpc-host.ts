import type { Arrivals } from './arrivals.ts';
import type { CallContext } from './call-context.ts';
import type { Refused } from './refused.ts';

/** What the calls of one server share. */
export interface GrpcHost {
  /** How long the end of a call may stay unread before its stream is reset, in milliseconds. */
  readonly unreadResetMs: number;
  /** Running calls with a response stream. */
  readonly streams: Set<CallContext>;
  readonly arrivals: Arrivals;
  /** Receives calls that end before their handler. */
  readonly refused: Refused;
}
