import { handleKey } from '../domain/handle.ts';
import { deviceName } from '../domain/profile-text.ts';
import { newSession } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import { encodeAccount } from './encode.ts';
import type { AuthHandlers } from './handlers.ts';
import type { UserRuntime } from './runtime.ts';
import { credentialsInvalid, verifyPassword } from './verify-password.ts';
import { wantingOf } from './wanting.ts';

export function signIn(runtime: UserRuntime): AuthHandlers['signIn'] {
  const { store, ids, clock, passwords, tokens, settings } = runtime;
  return async ({ handle, password, deviceName: device }, context) => {
    const name = deviceName(device, 'device_name');
    // An empty key is nobody's.
    const find = () => store.accountByHandle(handleKey(handle) ?? '');
    const { account, credential } = await verifyPassword(runtime, context, { handle, find, password });

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
    };
  };
}
