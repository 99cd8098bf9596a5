import { create } from '@bufbuild/protobuf';
import { createContextValues, type HandlerContext } from '@connectrpc/connect';
import t from 'tap';
import { ChangePasswordRequestSchema } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { callerKey } from '../../../platform/auth/caller.ts';
import { deviceTokens } from '../../../platform/auth/device-tokens.ts';
import { testClock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import type { ClaimStore } from '../../../platform/idempotency/port.ts';
import { refusal } from '../../../platform/testing/refusal.ts';
import type { Credential, UserStore } from '../ports.ts';
import { changePassword } from './change-password.ts';
import type { UserRuntime } from './runtime.ts';

const request = create(ChangePasswordRequestSchema, {
  currentPassword: 'the old one',
  newPassword: 'tremendous secret',
  requestId: 'change',
});
const context = {
  values: createContextValues().set(callerKey, {
    ...{ userId: '11', sessionId: '50', role: 'user', token: 't', expiresAtMs: 1, address: '' },
  }),
  signal: new AbortController().signal,
} as HandlerContext;

/** One of two processes; `meanwhile` is what happens at the other one before a password is verified, or hashed. */
function process(meanwhile: { verify?: () => void; hash?: () => void }, credential: Credential) {
  let current = credential;
  const store: Partial<UserStore> = {
    credential: async () => current,
    async session(id) {
      const account = { id: '11', handle: 'Ada', status: 'active' };
      return { session: { id, expiresAtMs: Number.MAX_SAFE_INTEGER }, account } as never;
    },
    async changePassword({ hash, expectedSetBy }, { changeId }) {
      if (current.setBy !== changeId) {
        if (current.setBy !== expectedSetBy) throw new DomainError('CONFLICT', 'changed meanwhile');
        current = { hash, setBy: changeId };
      }
      return { endedSessionIds: [] };
    },
  };
  const claims: Partial<ClaimStore> = {
    take: async ({ bodyHash }) => ({
      ...{ repeated: true, bodyHash, ids: { changeId: '77' }, finished: false, response: undefined },
    }),
    finish: async (_, response) => response,
  };
  const runtime: Partial<UserRuntime> = {
    store: store as UserStore,
    claims: claims as ClaimStore,
    claimKey: new Uint8Array(32),
    ids: { next: () => '77' } as UserRuntime['ids'],
    clock: testClock(),
    limits: {
      session: async () => {
        meanwhile.verify?.();
        return { wrong: async () => undefined };
      },
    } as unknown as UserRuntime['limits'],
    deviceTokens: deviceTokens(Buffer.alloc(32, 7)),
    commonPasswords: new Set(),
    passwords: {
      verify: async (password: string, hash: string) => password === hash,
      async hash(password: string) {
        meanwhile.hash?.();
        return password;
      },
    } as unknown as UserRuntime['passwords'],
  };
  return {
    ask: () => changePassword(runtime as UserRuntime)(request, context),
    becomes: (now: Credential) => {
      current = now;
    },
    current: () => current,
  };
}

const old: Credential = { hash: 'the old one', setBy: '11' };
const made: Credential = { hash: 'tremendous secret', setBy: '77' };
const another: Credential = { hash: 'somebody was quicker', setBy: '78' };

for (const moment of ['verify', 'hash'] as const) {
  t.test(`a change that comes twice at once, at two processes, is answered twice (${moment})`, async (t) => {
    const own = process({ [moment]: () => own.becomes(made) }, old);
    t.ok(await own.ask());
    t.same(own.current(), made);
  });
}

t.test('another change of the password at the same time is no answer', async (t) => {
  const verifying = process({ verify: () => verifying.becomes(another) }, old);
  await t.rejects(async () => verifying.ask(), refusal('CREDENTIALS_INVALID'));
  const hashing = process({ hash: () => hashing.becomes(another) }, old);
  await t.rejects(async () => hashing.ask(), refusal('CONFLICT'));
  t.same(hashing.current(), another);
});
