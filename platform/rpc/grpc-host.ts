import type { CallContext } from './call-context.ts';
import type { OnRefused } from './refusal-report.ts';
import type { RequestBufferLimit } from './request-buffer-limit.ts';

/** What the calls of one server share. */
export interface GrpcHost {
  /** How long the end of a call may stay unread before its stream is reset, in milliseconds. */
  readonly unreadResetMs: number;
  /** Running calls with a response stream. */
  readonly streams: Set<CallContext>;
  readonly requestBuffers: RequestBufferLimit;
  /** Receives calls that end before their handler. */
  readonly onRefused: OnRefused;
}
