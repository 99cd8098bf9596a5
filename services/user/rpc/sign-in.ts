import { handleKey } from '../domain/handle.ts';
import { deviceName } from '../domain/profile-text.ts';
import { newSession } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import { encodeAccount } from './encode.ts';
import type { AuthHandlers } from './handlers.ts';
import { knownDevice } from './known-device.ts';
import type { UserRuntime } from './runtime.ts';
import { credentialsInvalid, verifyPassword } from './verify-password.ts';
import { wantingOf } from './wanting.ts';

export function signIn(runtime: UserRuntime): AuthHandlers['signIn'] {
  const { store, ids, clock, passwords, tokens, deviceTokens, limits, settings } = runtime;
  return async ({ handle, password, deviceName: device, deviceToken }, context) => {
    const name = deviceName(device, 'device_name');
    // An empty key is nobody's.
    const find = () => store.accountByHandle(handleKey(handle) ?? '');
    const known = await knownDevice(runtime, deviceToken, find);
    const { account, credential } = await verifyPassword(runtime, context, {
      limit: () => (known ? limits.device(context, known) : limits.stranger(context, handle)),
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
      causeOf(session.id, nowMs),
    );
    if (!opened) throw credentialsInvalid();
    if (passwords.isStale(credential.hash)) {
      await store.rehash(account.id, {
        ...credential,
        hash: await passwords.hash(password, wantingOf(context)),
      });
    }
    return {
      account: encodeAccount(opened.account),
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
