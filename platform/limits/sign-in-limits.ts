import type { HandlerContext } from '@connectrpc/connect';
import { type Caller, callerOf } from '../auth/caller.ts';
import { group, type ValuesOf } from '../config.ts';
import { addressKey } from './address.ts';
import { atMost, within } from './limit-settings.ts';
import type { Allowance, RateLimiter } from './port.ts';
import { isExempt, rateLimit } from './rate-limit.ts';

const MINUTE = 60_000;

/** How often one may try to sign in and up; failed and successful attempts count alike. */
export const signInLimitSettings = group({
  signInsPerAddress: atMost(
    'SKEIN_SIGN_INS_PER_ADDRESS',
    60,
    'sign-ins',
    'Sign-ins from one address (IPv6: one /64) within the window.',
  ),
  signInsPerHandle: atMost(
    'SKEIN_SIGN_INS_PER_HANDLE',
    10,
    'sign-ins',
    'Sign-ins to one handle, from wherever, within the window.',
  ),
  signInWindowMs: within('SKEIN_SIGN_IN_WINDOW', 15 * MINUTE, 'The window that sign-ins are counted in.'),
  signUpsPerAddress: atMost(
    'SKEIN_SIGN_UPS_PER_ADDRESS',
    10,
    'sign-ups',
    'Sign-ups from one address (IPv6: one /64) within the window.',
  ),
  signUpsPerHandle: atMost(
    'SKEIN_SIGN_UPS_PER_HANDLE',
    5,
    'sign-ups',
    'Sign-ups for one handle, from wherever, within the window.',
  ),
  signUpWindowMs: within('SKEIN_SIGN_UP_WINDOW', 60 * MINUTE, 'The window that sign-ups are counted in.'),
});

/** The limits of sign-in and sign-up, by address and by handle. */
export interface SignInLimits {
  /** @throws DomainError RATE_LIMITED with retryAfterMs */
  signIn(context: Pick<HandlerContext, 'values'>, handle: string): Promise<void>;
  /** @throws DomainError RATE_LIMITED with retryAfterMs */
  signUp(context: Pick<HandlerContext, 'values'>, handle: string): Promise<void>;
}

export function signInLimits(options: {
  settings: ValuesOf<(typeof signInLimitSettings)['settings']>;
  /** Makes a limiter of its own for each allowance; the name tells them apart in a shared store. */
  limiter: (name: string, allowance: Allowance) => RateLimiter;
  /** Who is not limited; an operator on this machine unless told. */
  exempt?: (caller: Caller) => boolean;
}): SignInLimits {
  const { settings, limiter, exempt = isExempt } = options;
  const pair = (name: string, windowMs: number, perAddress: number, perHandle: number) => {
    const byAddress = limiter(`${name}-address`, { points: perAddress, windowMs });
    const byHandle = limiter(`${name}-handle`, { points: perHandle, windowMs });
    return async (context: Pick<HandlerContext, 'values'>, handle: string) => {
      const caller = callerOf(context);
      if (exempt(caller)) return;
      await rateLimit([
        { limiter: byAddress, key: addressKey(caller.address) },
        // Handles are case-insensitive: other capitals are no other account.
        { limiter: byHandle, key: handle.toLowerCase() },
      ]);
    };
  };
  const { signInsPerAddress, signInsPerHandle, signInWindowMs } = settings;
  const { signUpsPerAddress, signUpsPerHandle, signUpWindowMs } = settings;
  return {
    signIn: pair('sign-in', signInWindowMs, signInsPerAddress, signInsPerHandle),
    signUp: pair('sign-up', signUpWindowMs, signUpsPerAddress, signUpsPerHandle),
  };
}
