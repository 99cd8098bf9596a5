import type { Caller } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { addressKey } from '../../../platform/limits/address.ts';
import { exponentialPauseMs } from '../../../platform/limits/exponential-pause.ts';
import type { LimitStore } from '../../../platform/limits/port.ts';
import { isExempt, type Limit, rateLimit } from '../../../platform/limits/rate-limit.ts';
import type { SignInLimitSettings } from '../config/sign-in-limits.ts';

/** An admitted password attempt. */
export interface Attempt {
  /** Reports a wrong password. Returns the milliseconds until the next attempt; undefined if it may be made at once. */
  wrong(): Promise<number | undefined>;
}

/**
 * Limits sign-ups and password checks, by caller. Attempts of strangers do not count against the account's own devices and
 * sessions, so nobody can lock out the owner.
 *
 * Each method throws DomainError RATE_LIMITED with retryAfterMs.
 */
export interface SignInLimits {
  signUp(caller: Caller, handle: string): Promise<void>;
  /** A sign-in without a device token of the account, whether or not the account exists. */
  stranger(caller: Caller, handle: string): Promise<Attempt>;
  /** A sign-in with a device token of the account. */
  device(caller: Caller, device: { userId: string; deviceId: string }): Promise<Attempt>;
  /** An open session that acts on its own account. */
  session(caller: Caller, sessionId: string): Promise<Attempt>;
}

/** All device tokens of one account together, so that collected tokens do not add up to unlimited attempts. */
const devicesPerAccount = 10;

const atOnce: Attempt = { wrong: async () => undefined };

export function signInLimits(options: {
  settings: SignInLimitSettings;
  store: LimitStore;
  /** Whether a caller is exempt. Default: operators on this machine. */
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
      // An early attempt is refused before it is counted, so it uses up no attempts of the owner on a new device.
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
