import type { Cause } from '../ports.ts';
import type { Call } from './call.ts';

/** The cause of a change that a call makes. */
export function causeOf({ requestId }: Call, changeId: string, timeMs: number): Cause {
  return { changeId, requestId, timeMs };
}
