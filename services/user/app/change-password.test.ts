import t from 'tap';
import { deviceTokens } from '../../../platform/auth/device-tokens.ts';
import { testClock } from '../../../platform/clock.ts';
import { DomainError } from '../../../platform/domain-error.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import type { Credential, UserStore } from '../ports.ts';
import type { UserCall } from './call.ts';
import { changePassword } from './change-password.ts';
import type { AppContext } from './context.ts';

const change = { currentPassword: 'the old one', newPassword: 'tremendous secret' };
const call: UserCall = {
  caller: {
    ...{
      userId: '11',
      sessionId: '50',
      generation: 0,
      role: 'user',
      token: 't',
      expiresAtMs: 1,
      address: '',
    },
  },
  requestId: '',
  signal: new AbortController().signal,
};

/** One of two processes. `meanwhile` runs what the other does before a password is verified or hashed. */
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
  const context: Partial<AppContext> = {
    store: store as UserStore,
    clock: testClock(),
    limits: {
      session: async () => {
        meanwhile.verify?.();
        return { wrong: async () => undefined };
      },
    } as unknown as AppContext['limits'],
    deviceTokens: deviceTokens(Buffer.alloc(32, 7)),
    commonPasswords: new Set(),
    passwords: {
      verify: async (password: string, hash: string) => password === hash,
      async hash(password: string) {
        meanwhile.hash?.();
        return password;
      },
    } as unknown as AppContext['passwords'],
  };
  return {
    ask: () => changePassword(context as AppContext)(change, { changeId: '77', finished: false }, call),
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
  t.test(`the same change at two processes at once succeeds at both (${moment})`, async (t) => {
    const own = process({ [moment]: () => own.becomes(made) }, old);
    t.ok(await own.ask());
    t.same(own.current(), made);
  });
}

t.test('another change of the password at the same time is a conflict', async (t) => {
  const verifying = process({ verify: () => verifying.becomes(another) }, old);
  await t.rejects(async () => verifying.ask(), domainErrorLike('CREDENTIALS_INVALID'));
  const hashing = process({ hash: () => hashing.becomes(another) }, old);
  await t.rejects(async () => hashing.ask(), domainErrorLike('CONFLICT'));
  t.same(hashing.current(), another);
});
