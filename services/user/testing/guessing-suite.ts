import { ConnectError } from '@connectrpc/connect';
import type { Test } from 'tap';
import { retryAfterMs } from '../../../platform/rpc/retry.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { type ServedUser, servedUser } from '../../../test/harness/served-user.ts';
import { PASSWORD, signedUp } from './people.ts';

/** The default limits, except by address: all calls of a test come from one address. */
const asShipped = { SKEIN_SIGN_INS_PER_HANDLE: '10', SKEIN_PASSWORDS_PER_SESSION: '10' };

const signIn = ({ as }: ServedUser, handle: string, password: string, deviceToken = '') =>
  as().auth.signIn({ handle, password, deviceToken });

/** Strangers try wrong passwords until all must wait for long. Returns the errors, with RetryInfo. */
async function lockOut(served: ServedUser, handle: string) {
  const seen: (number | undefined)[] = [];
  for (;;) {
    const error = ConnectError.from(await signIn(served, handle, 'a wrong guess').catch((reason) => reason));
    const waitMs = retryAfterMs(error);
    seen.push(waitMs);
    if ((waitMs ?? 0) > 100_000) return seen;
    served.clock.advance(waitMs ?? 0);
  }
}

export async function guessingSuite(t: Test, testHost: TestHost): Promise<void> {
  await t.test(
    'guessing by strangers locks out strangers, but no device and no session of the owner',
    async (t) => {
      const served = await servedUser(t, testHost, { env: asShipped });
      const ada = await signedUp(served, 'Ada');
      const { deviceToken } = ada.answer;
      const seen = await lockOut(served, 'ada');
      t.strictSame(
        seen.slice(0, -1),
        [undefined, undefined, undefined, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000],
        'each error has a longer wait',
      );
      await expectRefused(t, signIn(served, 'Ada', PASSWORD), 'RATE_LIMITED');
      const known = await signIn(served, 'ADA', PASSWORD, deviceToken);
      t.ok(known.tokens, 'the owner signs in on a known device');
      t.equal(known.deviceToken, deviceToken, 'it is still the same device');
      const next = { currentPassword: PASSWORD, newPassword: 'tremendous secret' };
      const changed = await ada.auth.changePassword(next);
      await expectRefused(t, signIn(served, 'ada', next.newPassword, deviceToken), 'RATE_LIMITED');
      t.ok(
        (await signIn(served, 'ada', next.newPassword, changed.deviceToken)).tokens,
        'the new device token works',
      );
      t.ok(await ada.users.deactivateUser({ password: next.newPassword }));
      t.match(await signIn(served, 'ada', next.newPassword, changed.deviceToken), { restored: true });
      served.clock.advance(900_000);
      t.ok(
        (await signIn(served, 'ada', next.newPassword)).tokens,
        'after the window a stranger may sign in again',
      );
    },
  );

  await t.test('a known device has its own limit, and does not use up others', async (t) => {
    const served = await servedUser(t, testHost, { env: asShipped });
    const { deviceToken } = (await signedUp(served, 'Ada')).answer;
    const second = await signIn(served, 'ada', PASSWORD);
    t.not(second.deviceToken, deviceToken, 'each device has its own');
    for (let i = 0; i < 10; i++) {
      await expectRefused(t, signIn(served, 'ada', 'a wrong guess', deviceToken), 'CREDENTIALS_INVALID');
    }
    await expectRefused(t, signIn(served, 'ada', PASSWORD, deviceToken), 'RATE_LIMITED');
    t.ok(await signIn(served, 'ada', PASSWORD, second.deviceToken));
    t.ok(await signIn(served, 'ada', PASSWORD));
    served.clock.advance(900_000);
    t.ok(await signIn(served, 'ada', PASSWORD, deviceToken));
  });

  await t.test('a session has its own limit of password checks, separate from sign-ins', async (t) => {
    const served = await servedUser(t, testHost, { env: asShipped });
    const ada = await signedUp(served, 'Ada');
    for (let i = 0; i < 5; i++) {
      await expectRefused(t, ada.users.deactivateUser({ password: 'a guess' }), 'CREDENTIALS_INVALID', {
        field: 'password',
      });
      const guess = { currentPassword: 'a guess', newPassword: 'another password' };
      await expectRefused(t, ada.auth.changePassword(guess), 'CREDENTIALS_INVALID', {
        field: 'current_password',
      });
    }
    await expectRefused(t, ada.users.deactivateUser({ password: PASSWORD }), 'RATE_LIMITED');
    const other = served.as((await signIn(served, 'ada', PASSWORD)).tokens!.accessToken);
    t.ok(await other.users.deactivateUser({ password: PASSWORD }), 'another session has a limit of its own');
  });

  await t.test(
    'a device token of another account, or a forged one, counts as none, and reveals nothing',
    async (t) => {
      const served = await servedUser(t, testHost, { env: asShipped });
      const ada = await signedUp(served, 'Ada');
      const mallory = await signedUp(served, 'Mallory');
      for (const handle of ['ada', 'nobody']) await lockOut(served, handle);
      const genuine = ada.answer.deviceToken;
      const tokens = [
        mallory.answer.deviceToken,
        genuine.slice(0, -1),
        genuine.replace(/^(skd1\.\d+\.)\d+/, '$11'),
        ada.tokens.refreshToken,
        'x',
      ];
      for (const token of tokens) {
        for (const handle of ['ada', 'nobody']) {
          await expectRefused(t, signIn(served, handle, PASSWORD, token), 'RATE_LIMITED');
        }
      }
      await expectRefused(t, signIn(served, 'nobody', PASSWORD, genuine), 'RATE_LIMITED');
      await expectRefused(t, signIn(served, 'ada', PASSWORD, 'x'.repeat(257)), 'FIELD_INVALID', {
        field: 'device_token',
      });
      t.ok(await signIn(served, 'ada', PASSWORD, genuine));
    },
  );

  await t.test('a repeated change of the password returns the same device token', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const change = { currentPassword: PASSWORD, newPassword: 'tremendous secret', requestId: 'r1' };
    const first = await ada.auth.changePassword(change);
    t.equal((await ada.auth.changePassword(change)).deviceToken, first.deviceToken);
    await ada.auth.changePassword({ currentPassword: 'tremendous secret', newPassword: 'a third secret' });
    t.equal((await ada.auth.changePassword(change)).deviceToken, first.deviceToken, 'invalid by now');
  });
}
