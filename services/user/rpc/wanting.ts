import type { HandlerContext } from '@connectrpc/connect';
import type { Wanting } from '../../../platform/auth/bounded-work.ts';
import { callerOf } from '../../../platform/auth/caller.ts';
import { addressKey } from '../../../platform/limits/address.ts';

/**
 * Who wants a password hashed: whoever floods from one address does not stand before all others, and strangers, from however
 * many, not before a known device or a living session.
 */
export function wantingOf(
  context: Pick<HandlerContext, 'values' | 'signal'>,
  { isKnown = false }: { isKnown?: boolean } = {},
): Wanting {
  return { signal: context.signal, from: addressKey(callerOf(context).address), isKnown };
}
