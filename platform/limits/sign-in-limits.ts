import type { HandlerContext } from '@connectrpc/connect';
import { type Caller, callerOf } from '../auth/caller.ts';
import { group, type ValuesOf } from '../config.ts';
import { DomainError } from '../domain-error.ts';
import { addressKey } from './address.ts';
import { growingPauseMs } from './growing-pause.ts';
import { atMost, within } from './limit-settings.ts';
import type { LimitStore } from './port.ts';
import { isExempt, type Limit, rateLimit } from './rate-limit.ts';

const MINUTE = 60_000;

/** How often one may try to sign in and up; failed and successful attempts count alike. */
export const signInLimitSettings = group({
  signInsPerAddress: atMost(
    'SKEIN_SIGN_INS_PER_ADDRESS',
    60,
    'sign-ins',
    'Sign-ins of strangers from one address (IPv6: one /64) within the window.',
  ),
  signInsPerHandle: atMost(
    'SKEIN_SIGN_INS_PER_HANDLE',
    10,
    'sign-ins',
    'Sign-ins of strangers, who show no device token of the account, to one handle, from wherever, within the window.',
  ),
  signInsPerDevice: atMost(
    'SKEIN_SIGN_INS_PER_DEVICE',
    10,
    'sign-ins',
    'Sign-ins to its account with one device token within the window; ten times as many with all of an account.',
  ),
  passwordsPerSession: atMost(
    'SKEIN_PASSWORDS_PER_SESSION',
    10,
    'passwords',
    'Passwords that one session may try, to change its own or to deactivate, within the window of sign-ins.',
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

/** One attempt at a password that may be made. */
export interface Attempt {
  /** Tells that it was wrong. Answers after how many milliseconds the next one may be made, undefined when at once. */
  wrong(): Promise<number | undefined>;
}

type Context = Pick<HandlerContext, 'values'>;

/**
 * The limits of sign-up, and of everything that looks at a password, by who tries. What strangers use up is nothing to
 * the devices and sessions of the account, so nobody can lock its owner out.
 *
 * Each throws DomainError RATE_LIMITED with retryAfterMs.
 */
export interface SignInLimits {
  signUp(context: Context, handle: string): Promise<void>;
  /** Somebody who wants to sign in and shows no device token of the account, whether there is one or not. */
  stranger(context: Context, handle: string): Promise<Attempt>;
  /** Somebody who wants to sign in to the account of his device token. */
  device(context: Context, device: { userId: string; deviceId: string }): Promise<Attempt>;
  /** A living session that does something to its own account. */
  session(context: Context, sessionId: string): Promise<Attempt>;
}

/** The device tokens of one account together, so that whoever collects some of his own has no end of attempts. */
const devicesPerAccount = 10;

const atOnce: Attempt = { wrong: async () => undefined };

export function signInLimits(options: {
  settings: ValuesOf<(typeof signInLimitSettings)['settings']>;
  store: LimitStore;
  /** Who is not limited; an operator on this machine unless told. */
  exempt?: (caller: Caller) => boolean;
}): SignInLimits {
  const { settings, store, exempt = isExempt } = options;
  const { signInsPerHandle, signInsPerDevice, passwordsPerSession } = settings;
  const signIns = (name: string, points: number) =>
    store.limiter(`sign-in-${name}`, { points, windowMs: settings.signInWindowMs });
  const signUps = (name: string, points: number) =>
    store.limiter(`sign-up-${name}`, { points, windowMs: settings.signUpWindowMs });

  const byAddress = signIns('address', settings.signInsPerAddress);
  const byHandle = signIns('handle', signInsPerHandle);
  const byDevice = signIns('device', signInsPerDevice);
  const byDevices = signIns('devices', devicesPerAccount * signInsPerDevice);
  const bySession = signIns('session', passwordsPerSession);
  const upByAddress = signUps('address', settings.signUpsPerAddress);
  const upByHandle = signUps('handle', settings.signUpsPerHandle);
  const pauses = store.pauses('sign-in-pause');

  const addressOf = (context: Context) => addressKey(callerOf(context).address);
  // Handles are case-insensitive: other capitals are no other account.
  const keyOf = (handle: string) => handle.toLowerCase();
  const counted = async (context: Context, ...limits: Limit[]): Promise<Attempt> => {
    if (!exempt(callerOf(context))) await rateLimit(limits);
    return atOnce;
  };

  return {
    async signUp(context, handle) {
      await counted(
        context,
        { limiter: upByAddress, key: addressOf(context) },
        { limiter: upByHandle, key: keyOf(handle) },
      );
    },
    async stranger(context, handle) {
      if (exempt(callerOf(context))) return atOnce;
      const key = keyOf(handle);
      await rateLimit([{ limiter: byAddress, key: addressOf(context) }]);
      // Who comes too early has tried nothing, and uses nothing up that an owner on a new device may need.
      const leftMs = await pauses.leftMs(key);
      if (leftMs > 0) throw tooEarly(leftMs);
      const left = await rateLimit([{ limiter: byHandle, key }]);
      return {
        async wrong() {
          const pauseMs = growingPauseMs(signInsPerHandle - left, signInsPerHandle);
          if (pauseMs === 0) return undefined;
          await pauses.begin(key, pauseMs);
          return pauseMs;
        },
      };
    },
    device: (context, { userId, deviceId }) =>
      counted(
        context,
        { limiter: byDevice, key: `${userId} ${deviceId}` },
        { limiter: byDevices, key: userId },
      ),
    session: (context, sessionId) => counted(context, { limiter: bySession, key: sessionId }),
  };
}

function tooEarly(retryAfterMs: number): DomainError {
  return new DomainError('RATE_LIMITED', 'too many wrong attempts: try again later', { retryAfterMs });
}
