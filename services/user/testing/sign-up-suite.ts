import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { Test } from 'tap';
import { UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { Role } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { type Passwords, passwords } from '../../../platform/auth/passwords.ts';
import { cheapPasswords } from '../../../platform/testing/cheap-passwords.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { servedUser } from '../../../test/harness/served-user.ts';
import { PASSWORD, signedIn, signedUp } from './people.ts';

const DAY = 86_400_000;

export async function signUpSuite(t: Test, testHost: TestHost): Promise<void> {
  await t.test('signing up creates an account and its first session', async (t) => {
    const served = await servedUser(t, testHost);
    const { account, tokens } = await served.as().auth.signUp({
      handle: 'Ada_L',
      password: PASSWORD,
      displayName: ' Ada ',
      email: 'ada@example.org',
      region: 'GB',
      deviceName: 'phone',
    });
    t.match(account, {
      user: { handle: 'Ada_L', displayName: 'Ada', bio: '', avatarMediaId: '' },
      email: 'ada@example.org',
      emailVerified: false,
      region: 'GB',
      role: Role.USER,
    });
    t.equal(timestampMs(account!.user!.createTime!), served.clock.nowMs());
    t.match(account!.user!.id, /^\d{19}$/);
    t.equal(timestampMs(tokens!.accessExpireTime!), served.clock.nowMs() + 15 * 60_000);
    t.equal(timestampMs(tokens!.refreshExpireTime!), served.clock.nowMs() + 60 * DAY);
    t.match(await served.as(tokens!.accessToken).users.getAccount({}), { account });
    t.match(await served.mesh.checkSession({ sessionId: tokens!.sessionId }), {
      open: true,
      role: Role.USER,
    });
    const [created] = await served.eventsOf(account!.user!.id, 1);
    t.match(created!.payload, {
      case: 'userChanged',
      value: { kind: UserChanged_Kind.CREATED, userId: account!.user!.id, version: 1n },
    });
    t.equal(created!.actorId, account!.user!.id);
    t.not(created!.requestId, '');
  });

  await t.test('an invalid sign-up is refused with its field and reason, and creates nothing', async (t) => {
    const served = await servedUser(t, testHost);
    const { auth, users } = served.as();
    const good = { handle: 'ada', password: PASSWORD };
    await expectRefused(t, auth.signUp({ ...good, handle: 'a b' }), 'FIELD_INVALID', { field: 'handle' });
    await expectRefused(t, auth.signUp({ ...good, handle: '\u212Aelvin' }), 'FIELD_INVALID', {
      field: 'handle',
    });
    await expectRefused(t, auth.signUp({ ...good, password: 'short' }), 'FIELD_INVALID', {
      field: 'password',
    });
    for (const password of ['Password123', '987654321', 'QWERTYUIOP', 'iloveyou1', 'ｐａｓｓｗｏｒｄ']) {
      await expectRefused(t, auth.signUp({ ...good, password }), 'PASSWORD_WEAK', { field: 'password' });
    }
    await expectRefused(t, auth.signUp({ ...good, displayName: 'x'.repeat(51) }), 'TEXT_TOO_LONG', {
      field: 'display_name',
    });
    await expectRefused(t, auth.signUp({ ...good, displayName: 'a\u202eb' }), 'TEXT_CHARACTER_INVALID', {
      field: 'display_name',
    });
    await expectRefused(t, auth.signUp({ ...good, displayName: 'a\u0000' }), 'TEXT_CONTROL_CHARACTER', {
      field: 'display_name',
    });
    await expectRefused(t, auth.signUp({ ...good, deviceName: 'a\u0007' }), 'TEXT_CONTROL_CHARACTER', {
      field: 'device_name',
    });
    await expectRefused(t, auth.signUp({ ...good, email: 'nowhere' }), 'FIELD_INVALID', { field: 'email' });
    await expectRefused(t, auth.signUp({ ...good, region: 'gb' }), 'FIELD_INVALID', { field: 'region' });
    await expectRefused(t, users.getUser({ key: { case: 'handle', value: 'ada' } }), 'USER_NOT_FOUND');
  });

  await t.test('a handle has one owner: of many concurrent sign-ups in any case, one succeeds', async (t) => {
    const served = await servedUser(t, testHost);
    const handles = ['ada', 'Ada', 'ADA', 'aDa', 'adA', 'ADa', 'aDA', 'AdA'];
    const { auth } = served.as();
    const outcomes = await Promise.allSettled(
      handles.map((handle) => auth.signUp({ handle, password: PASSWORD })),
    );
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    t.equal(winners.length, 1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        await expectRefused(t, Promise.reject(outcome.reason), 'HANDLE_TAKEN');
    }
    const { user } = await served.as().users.getUser({ key: { case: 'handle', value: 'aDA' } });
    t.same(user, winners[0]!.account!.user);
    t.equal((await served.eventsOf(user!.id, 1)).length, 1);
  });

  await t.test('a repeated sign-up with an old password returns no tokens', async (t) => {
    const served = await servedUser(t, testHost);
    const { auth } = served.as();
    const request = { handle: 'Ada', password: PASSWORD, requestId: 'r1' };
    const first = await auth.signUp(request);
    const ada = served.as(first.tokens!.accessToken);
    const other = 'tremendous secret';
    // The session of the sign-up stays open: it is the one that changes the password.
    await ada.auth.changePassword({ currentPassword: PASSWORD, newPassword: other });
    await expectRefused(t, auth.signUp(request), 'CREDENTIALS_INVALID');
    await expectRefused(t, auth.signUp({ ...request, password: other }), 'REQUEST_ID_REUSED', {
      field: 'request_id',
    });
    t.ok(await ada.users.getAccount({}));
    await ada.auth.changePassword({ currentPassword: other, newPassword: PASSWORD });
    const { tokens } = await auth.signUp(request);
    t.equal(
      tokens!.sessionId,
      first.tokens!.sessionId,
      'after the password is changed back, the repeat returns tokens',
    );
  });

  await t.test('a repeated sign-up returns the same account and session', async (t) => {
    const served = await servedUser(t, testHost);
    const { auth } = served.as();
    const request = { handle: 'Ada', password: PASSWORD, requestId: 'r1' };
    const answers = await Promise.all([auth.signUp(request), auth.signUp(request), auth.signUp(request)]);
    served.clock.advance(60_000);
    answers.push(await auth.signUp(request));
    t.equal(new Set(answers.map(({ account }) => account!.user!.id)).size, 1);
    t.equal(new Set(answers.map(({ tokens }) => tokens!.sessionId)).size, 1);
    const { tokens } = answers.at(-1)!;
    t.match(await served.as(tokens!.accessToken).users.getAccount({}), {
      account: { user: { handle: 'Ada' } },
    });
    t.ok(await auth.refreshSession({ refreshToken: tokens!.refreshToken }));
    const late = await auth.signUp(request);
    t.ok(
      await auth.refreshSession({ refreshToken: late.tokens!.refreshToken }),
      'a repeat is not taken for theft',
    );

    await expectRefused(t, auth.signUp({ ...request, password: `${PASSWORD}!` }), 'REQUEST_ID_REUSED', {
      field: 'request_id',
    });
    await expectRefused(t, auth.signUp({ ...request, region: 'GB' }), 'REQUEST_ID_REUSED', {
      field: 'request_id',
    });
    await expectRefused(t, auth.signUp({ ...request, requestId: 'r2' }), 'HANDLE_TAKEN');
    const bob = await auth.signUp({ ...request, handle: 'Bob' });
    t.equal(bob.account!.user!.handle, 'Bob', 'request ids are separate for each handle');
    const { id } = bob.account!.user!;
    t.equal((await served.eventsOf(id, 1)).length, 1);
    t.equal((await served.eventsOf(late.account!.user!.id, 1)).length, 1);

    await served.as(late.tokens!.accessToken).auth.signOut({});
    await expectRefused(t, auth.signUp(request), 'SESSION_REVOKED');
  });

  await t.test(
    'signing in accepts the handle in any case and does not reveal who has an account',
    async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      const { auth } = served.as();
      const again = await auth.signIn({ handle: 'aDA', password: PASSWORD });
      t.same(again.account, ada.answer.account);
      t.equal(again.restored, false);
      t.not(again.tokens!.sessionId, ada.tokens.sessionId);
      const refusals = await Promise.all(
        [
          { handle: 'Ada', password: 'wrong password' },
          { handle: 'nobody', password: PASSWORD },
          { handle: 'not a handle', password: PASSWORD },
        ].map((request) => auth.signIn(request).catch((error) => error)),
      );
      for (const refusal of refusals) await expectRefused(t, Promise.reject(refusal), 'CREDENTIALS_INVALID');
      t.equal(new Set(refusals.map(({ message }) => message)).size, 1);
      await expectRefused(t, auth.signIn({ handle: 'Ada', password: '' }), 'FIELD_INVALID', {
        field: 'password',
      });
    },
  );

  await t.test(
    'a sign-in does the same work without an account, and replaces hashes of old parameters',
    async (t) => {
      let current = cheapPasswords();
      const verified: (string | undefined)[] = [];
      const changing: Passwords = {
        hash: (...args) => current.hash(...args),
        verify: (password, stored, signal) => {
          verified.push(stored);
          return current.verify(password, stored, signal);
        },
        isStale: (stored) => current.isStale(stored),
      };
      const served = await servedUser(t, testHost, { overrides: { passwords: changing } });
      const ada = await signedUp(served, 'Ada');
      await expectRefused(
        t,
        served.as().auth.signIn({ handle: 'nobody', password: PASSWORD }),
        'CREDENTIALS_INVALID',
      );
      t.strictSame(verified, [undefined], 'a password is verified even without an account');
      current = passwords({ cost: { memoryKib: 16, passes: 1, lanes: 1 } });
      await signedIn(served, ada);
      await signedIn(served, ada);
      t.match(verified, [undefined, /m=8,/, /m=16,/]);
      t.ok(await ada.users.getAccount({}), 'the password is the same, so no session ends');
    },
  );

  await t.test('attempts to sign up are limited by handle', async (t) => {
    const served = await servedUser(t, testHost, { env: { SKEIN_SIGN_UPS_PER_HANDLE: '2' } });
    await signedUp(served, 'Ada');
    const { auth } = served.as();
    await expectRefused(t, auth.signUp({ handle: 'ada', password: PASSWORD }), 'HANDLE_TAKEN');
    await expectRefused(t, auth.signUp({ handle: 'ADA', password: PASSWORD }), 'RATE_LIMITED');
  });
}
