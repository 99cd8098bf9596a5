import { sessionRevoked } from '../../../platform/auth/caller.ts';
import { type Account, handleTaken, newAccount } from '../domain/account.ts';
import { email, region } from '../domain/account-change.ts';
import { parseHandle } from '../domain/handle.ts';
import { checkPassword } from '../domain/password.ts';
import { deviceName, displayName } from '../domain/profile-text.ts';
import { isOpen, newSession } from '../domain/session.ts';
import type { Call } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import { namingHandle } from './naming-handle.ts';
import { requireCurrentPassword } from './require-current-password.ts';
import type { Tokens } from './tokens.ts';

export interface SignUpForm {
  readonly handle: string;
  readonly displayName: string;
  readonly email: string;
  readonly region: string;
  readonly deviceName: string;
  readonly password: string;
}

export interface SignedUp {
  readonly account: Account;
  readonly tokens: Tokens;
  readonly deviceToken: string;
}

/** The ids of a sign-up, from its claim. */
export interface SignUpIds extends Record<string, string> {
  readonly userId: string;
  readonly sessionId: string;
}

/** A form that was checked and counted against the limits. */
export interface AdmittedSignUp {
  readonly handleKey: string;
  /** Creates the account. A repeat returns the same account and session. */
  create(ids: SignUpIds, repeated: boolean): Promise<SignedUp>;
  /** Checks the password before an answer is repeated. @throws DomainError CREDENTIALS_INVALID, OVERLOADED */
  authorizeRepeat(ids: SignUpIds): Promise<void>;
}

export function signUp(context: AppContext) {
  const { store, clock, passwords, limits, tokens, deviceTokens, settings, commonPasswords } = context;

  /** The current state of the account and its first session; undefined before they exist. */
  const answer = async (sessionId: string): Promise<SignedUp | undefined> => {
    const found = await store.session(sessionId);
    if (!found) return undefined;
    const { session, account } = found;
    if (!isOpen(session, clock.nowMs())) throw sessionRevoked();
    const { id: userId } = account;
    return {
      account,
      tokens: await tokens.issue(account, session),
      // Issued for the sign-up's password, so it is invalid after a change of the password.
      deviceToken: deviceTokens.format({ userId, deviceId: sessionId, passwordId: userId }),
    };
  };

  return async (form: SignUpForm, call: Call): Promise<AdmittedSignUp> => {
    const { password } = form;
    const handle = parseHandle(form.handle, 'handle');
    const profile = {
      handle: handle.shown,
      displayName: displayName(form.displayName, 'display_name'),
      email: email(form.email, 'email'),
      region: region(form.region, 'region'),
    };
    const device = deviceName(form.deviceName, 'device_name');
    checkPassword(password, { handleKey: handle.key, common: commonPasswords }, 'password');
    await limits.signUp(call.caller, handle.key);

    return {
      handleKey: handle.key,
      authorizeRepeat: ({ userId }) =>
        requireCurrentPassword(context, call, { userId, setBy: userId, password }),
      async create({ userId, sessionId }, repeated) {
        const before = repeated ? await answer(sessionId) : undefined;
        if (before) return before;
        // Checked before the costly hash. The store makes the final check.
        const holder = await store.accountByHandle(handle.key);
        if (holder && holder.id !== userId) throw handleTaken({ field: 'handle' });
        const hash = await passwords.hash(password, fairQueueKey(call));
        const nowMs = clock.nowMs();
        const created = store.createAccount(
          newAccount({ ...profile, id: userId, createdAtMs: nowMs }),
          { hash, setBy: userId },
          newSession({
            id: sessionId,
            userId,
            deviceName: device,
            createdAtMs: nowMs,
            expiresAtMs: nowMs + settings.refreshTokenTtlMs,
          }),
          causeOf(call, userId, nowMs),
        );
        await namingHandle('handle', created);
        return (await answer(sessionId))!;
      },
    };
  };
}
