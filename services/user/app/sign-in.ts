import type { Account } from '../domain/account.ts';
import { handleKey } from '../domain/handle.ts';
import { deviceName } from '../domain/profile-text.ts';
import { newSession } from '../domain/session.ts';
import type { Call } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { fairQueueKey } from './fair-queue-key.ts';
import { knownDevice } from './known-device.ts';
import type { Tokens } from './tokens.ts';
import { credentialsInvalid, verifyPassword } from './verify-password.ts';

export interface SignInForm {
  readonly handle: string;
  readonly password: string;
  readonly deviceName: string;
  /** The token of an earlier sign-in on this device; empty if there is none. */
  readonly deviceToken: string;
}

export interface SignedIn {
  readonly account: Account;
  readonly tokens: Tokens;
  readonly deviceToken: string;
  /** Whether the sign-in restored a deactivated account. */
  readonly restored: boolean;
}

export function signIn(context: AppContext) {
  const { store, ids, clock, passwords, tokens, deviceTokens, limits, settings } = context;
  return async (form: SignInForm, call: Call): Promise<SignedIn> => {
    const { handle, password } = form;
    const name = deviceName(form.deviceName, 'device_name');
    // No account has an empty key.
    const find = () => store.accountByHandle(handleKey(handle) ?? '');
    const known = await knownDevice(context, form.deviceToken, find);
    const { account, credential } = await verifyPassword(context, call, {
      limit: () => (known ? limits.device(call.caller, known) : limits.stranger(call.caller, handle)),
      isKnown: known !== undefined,
      find,
      password,
    });

    const nowMs = clock.nowMs();
    const session = newSession({
      id: ids.next(),
      userId: account.id,
      deviceName: name,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + settings.refreshTokenTtlMs,
    });
    const opened = await store.openSession(
      { session, verifiedSetBy: credential.setBy, maxOpen: settings.maxSessions },
      causeOf(call, session.id, nowMs),
    );
    if (!opened) throw credentialsInvalid();
    if (passwords.isStale(credential.hash)) {
      await store.rehash(account.id, {
        ...credential,
        hash: await passwords.hash(password, fairQueueKey(call)),
      });
    }
    return {
      account: opened.account,
      tokens: await tokens.issue(opened.account, session),
      restored: opened.restored,
      deviceToken: deviceTokens.format({
        userId: account.id,
        deviceId: known?.deviceId ?? ids.next(),
        passwordId: credential.setBy,
      }),
    };
  };
}
