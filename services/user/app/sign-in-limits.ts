import type { Caller } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { addressKey } from '../../../platform/limits/address.ts';
import { exponentialPauseMs } from '../../../platform/limits/exponential-pause.ts';
import type { LimitStore } from '../../../platform/limits/port.ts';
import { isExempt, type Limit, rateLimit } from '../../../platform/limits/rate-limit.ts';
import type { SignInLimitSettings } from '../config/sign-in-limits.ts';

/** A password attempt that may be made. */
export interface Attempt {
  /** Reports a wrong password. Gives the milliseconds until the next attempt, undefined for none. */
  wrong(): Promise<number | undefined>;
}

/**
 * The limits of sign-up and of everything that checks a password, by caller. Attempts of strangers do not count for the
 * account's own devices and sessions, so nobody can lock out its owner.
 *
 * Each method throws DomainError RATE_LIMITED with retryAfterMs.
 */
export interface SignInLimits {
  signUp(caller: Caller, handle: string): Promise<void>;
  /** A sign-in without a device token of the account, whether the account exists or not. */
  stranger(caller: Caller, handle: string): Promise<Attempt>;
  /** A sign-in with a device token of the account. */
  device(caller: Caller, device: { userId: string; deviceId: string }): Promise<Attempt>;
  /** An open session that acts on its own account. */
  session(caller: Caller, sessionId: string): Promise<Attempt>;
}

/** All device tokens of one account together, so that collecting tokens gives no unlimited attempts. */
const devicesPerAccount = 10;

const atOnce: Attempt = { wrong: async () => undefined };

export function signInLimits(options: {
  settings: SignInLimitSettings;
  store: LimitStore;
  /** Which callers are not limited. Default: an operator on this machine. */
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

  const addressOf = (caller: Caller) => addressKey(caller.address);
  // Handles are case-insensitive.
  const keyOf = (handle: string) => handle.toLowerCase();
  const counted = async (caller: Caller, ...limits: Limit[]): Promise<Attempt> => {
    if (!exempt(caller)) await rateLimit(limits);
    return atOnce;
  };

  return {
    async signUp(caller, handle) {
      await counted(
        caller,
        { limiter: upByAddress, key: addressOf(caller) },
        { limiter: upByHandle, key: keyOf(handle) },
      );
    },
    async stranger(caller, handle) {
      if (exempt(caller)) return atOnce;
      const key = keyOf(handle);
      await rateLimit([{ limiter: byAddress, key: addressOf(caller) }]);
      // An early attempt is refused before it counts, so it uses up nothing that the owner on a new device may need.
      const leftMs = await pauses.leftMs(key);
      if (leftMs > 0) throw tooEarly(leftMs);
      const left = await rateLimit([{ limiter: byHandle, key }]);
      return {
        async wrong() {
          const pauseMs = exponentialPauseMs(signInsPerHandle - left, signInsPerHandle);
          if (pauseMs === 0) return undefined;
          await pauses.begin(key, pauseMs);
          return pauseMs;
        },
      };
    },
    device: (caller, { userId, deviceId }) =>
      counted(
        caller,
        { limiter: byDevice, key: `${userId} ${deviceId}` },
        { limiter: byDevices, key: userId },
      ),
    session: (caller, sessionId) => counted(caller, { limiter: bySession, key: sessionId }),
  };
}

function tooEarly(retryAfterMs: number): DomainError {
  return new DomainError('RATE_LIMITED', 'too many wrong attempts: try again later', { retryAfterMs });
}
