import type { Caller } from '../../../platform/auth/caller.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { addressKey } from '../../../platform/limits/address.ts';
import { growingPauseMs } from '../../../platform/limits/growing-pause.ts';
import type { LimitStore } from '../../../platform/limits/port.ts';
import { isExempt, type Limit, rateLimit } from '../../../platform/limits/rate-limit.ts';
import type { SignInLimitSettings } from '../config/sign-in-limits.ts';

/** One attempt at a password that may be made. */
export interface Attempt {
  /** Tells that it was wrong. Answers after how many milliseconds the next one may be made, undefined when at once. */
  wrong(): Promise<number | undefined>;
}

/**
 * The limits of sign-up, and of everything that looks at a password, by who tries. What strangers use up is nothing to
 * the devices and sessions of the account, so nobody can lock its owner out.
 *
 * Each throws DomainError RATE_LIMITED with retryAfterMs.
 */
export interface SignInLimits {
  signUp(caller: Caller, handle: string): Promise<void>;
  /** Somebody who wants to sign in and shows no device token of the account, whether there is one or not. */
  stranger(caller: Caller, handle: string): Promise<Attempt>;
  /** Somebody who wants to sign in to the account of his device token. */
  device(caller: Caller, device: { userId: string; deviceId: string }): Promise<Attempt>;
  /** A living session that does something to its own account. */
  session(caller: Caller, sessionId: string): Promise<Attempt>;
}

/** The device tokens of one account together, so that whoever collects some of his own has no end of attempts. */
const devicesPerAccount = 10;

const atOnce: Attempt = { wrong: async () => undefined };

export function signInLimits(options: {
  settings: SignInLimitSettings;
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

  const addressOf = (caller: Caller) => addressKey(caller.address);
  // Handles are case-insensitive: other capitals are no other account.
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
