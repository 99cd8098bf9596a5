import { currentCall } from '../../../platform/rpc/call.ts';
import type { Cause } from '../ports.ts';

/** The cause of a change made by the running call. */
export function causeOf(changeId: string, timeMs: number): Cause {
  return { changeId, requestId: currentCall()?.requestId ?? '', timeMs };
}
