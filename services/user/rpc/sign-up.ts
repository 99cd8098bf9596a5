import type { MessageInitShape } from '@bufbuild/protobuf';
import type { SignUpResponseSchema } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { idempotent } from '../../../platform/idempotency/idempotent.ts';
import { newAccount } from '../domain/account.ts';
import { email, region } from '../domain/account-change.ts';
import { parseHandle } from '../domain/handle.ts';
import { checkPassword } from '../domain/password.ts';
import { deviceName, displayName } from '../domain/profile-text.ts';
import { isOpen, newSession, sessionRevoked } from '../domain/session.ts';
import { causeOf } from './cause.ts';
import { encodeAccount } from './encode.ts';
import { handleTaken, namingHandle } from './handle-taken.ts';
import type { AuthHandlers } from './handlers.ts';
import { requireStillPassword } from './require-still-password.ts';
import type { UserRuntime } from './runtime.ts';
import { wantingOf } from './wanting.ts';

type Answer = MessageInitShape<typeof SignUpResponseSchema>;

export function signUp(runtime: UserRuntime): AuthHandlers['signUp'] {
  const { store, claims, claimKey, ids, clock, passwords, limits, tokens, deviceTokens, settings } = runtime;
  const { commonPasswords } = runtime;

  /** The account and its first session as they stand now; undefined before there is one. */
  const answer = async (sessionId: string): Promise<Answer | undefined> => {
    const found = await store.session(sessionId);
    if (!found) return undefined;
    if (!isOpen(found.session, clock.nowMs())) throw sessionRevoked();
    const { id: userId } = found.account;
    return {
      account: encodeAccount(found.account),
      tokens: await tokens.issue(found.account, found.session),
      // Of the password that was set here: void once it was changed.
      deviceToken: deviceTokens.format({ userId, deviceId: sessionId, passwordId: userId }),
    };
  };

  return async (request, context) => {
    const handle = parseHandle(request.handle, 'handle');
    const profile = {
      handle: handle.shown,
      displayName: displayName(request.displayName, 'display_name'),
      email: email(request.email, 'email'),
      region: region(request.region, 'region'),
    };
    const device = deviceName(request.deviceName, 'device_name');
    checkPassword(request.password, { handleKey: handle.key, common: commonPasswords }, 'password');
    await limits.signUp(context, handle.key);

    return idempotent({
      claims,
      context,
      method: AuthService.method.signUp,
      request,
      // Who signs up is nobody yet: the same request_id counts as the same for the same handle.
      caller: handle.key,
      secret: {
        authorize: ({ userId }) =>
          requireStillPassword(runtime, context, { userId, setBy: userId, password: request.password }),
      },
      hashKey: claimKey,
      newIds: () => ({ userId: ids.next(), sessionId: ids.next() }),
      async run({ userId, sessionId }, { repeated }) {
        const before = repeated ? await answer(sessionId) : undefined;
        if (before) return before;
        // Seen before the work of hashing; the store decides for good.
        const holder = await store.accountByHandle(handle.key);
        if (holder && holder.id !== userId) throw handleTaken('handle');
        const hash = await passwords.hash(request.password, wantingOf(context));
        const nowMs = clock.nowMs();
        const made = store.createAccount(
          newAccount({ ...profile, id: userId, createdAtMs: nowMs }),
          { hash, setBy: userId },
          newSession({
            id: sessionId,
            userId,
            deviceName: device,
            createdAtMs: nowMs,
            expiresAtMs: nowMs + settings.refreshTokenTtlMs,
          }),
          causeOf(userId, nowMs),
        );
        await namingHandle('handle', made);
        return (await answer(sessionId))!;
      },
    });
  };
}
