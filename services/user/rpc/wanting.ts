import type { HandlerContext } from '@connectrpc/connect';
import type { Wanting } from '../../../platform/auth/bounded-work.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import { addressKey } from '../../../platform/limits/address.ts';

/** Who wants a password hashed: whoever floods from one address does not stand before all others. */
export function wantingOf(context: Pick<HandlerContext, 'values' | 'signal'>): Wanting {
  return { signal: context.signal, from: addressKey(callerOf(context).address) };
}
