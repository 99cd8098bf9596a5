import type { FairQueueKey } from '../../../platform/auth/fair-work-queue.ts';
import { addressKey } from '../../../platform/limits/address.ts';
import type { Call } from './call.ts';

/**
 * The key of a call in the fair queue of password hashing. The queue is fair between addresses, so a flood from one address
 * does not delay others. Known devices and open sessions go before strangers.
 */
export function fairQueueKey(
  { caller, signal }: Call,
  { isKnown = false }: { isKnown?: boolean } = {},
): FairQueueKey {
  return { signal, from: addressKey(caller.address), isKnown };
}
