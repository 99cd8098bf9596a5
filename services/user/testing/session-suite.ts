import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { Test } from 'tap';
import type { Tokens } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { until } from '../../../platform/testing/until.ts';
import { type ServedUser, servedUser } from '../../../test/harness/served-user.ts';
import { PASSWORD, signedIn, signedUp } from './people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function refreshed({ as }: ServedUser, refreshToken: string): Promise<Tokens> {
  return (await as().auth.refreshSession({ refreshToken })).tokens!;
}

export async function sessionSuite(t: Test, testHost: TestHost): Promise<void> {
  await t.test(
    'a refresh returns the next pair of tokens; two concurrent refreshes return the same pair',
    async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      served.clock.advance(DAY);
      const [second, twin] = await Promise.all([
        refreshed(served, ada.tokens.refreshToken),
        refreshed(served, ada.tokens.refreshToken),
      ]);
      t.equal(second.refreshToken, twin.refreshToken);
      t.not(second.refreshToken, ada.tokens.refreshToken);
      t.equal(second.sessionId, ada.tokens.sessionId);
      t.equal(timestampMs(second.refreshExpireTime!), served.clock.nowMs() + 60 * DAY);
      t.not((await refreshed(served, second.refreshToken)).refreshToken, second.refreshToken);
      t.match(await served.mesh.checkSession({ sessionId: ada.tokens.sessionId }), { open: true });
    },
  );

  await t.test(
    'a lost answer of a refresh can be repeated at any later time, until its tokens are used',
    async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      const lost = await refreshed(served, ada.tokens.refreshToken);
      // An access token of the previous generation is still valid, and does not count as a use of the lost answer.
      await ada.users.getAccount({});
      served.clock.advance(3_600_000);
      const found = await refreshed(served, ada.tokens.refreshToken);
      t.equal(found.refreshToken, lost.refreshToken, 'a phone that was in a tunnel for an hour');
      await served.as(found.accessToken).users.getAccount({});
      served.clock.advance(30_000);
      const late = await refreshed(served, ada.tokens.refreshToken);
      t.equal(late.refreshToken, lost.refreshToken, '30 s after its use');
      t.ok(await served.as(late.accessToken).users.getAccount({}));
      const third = await refreshed(served, late.refreshToken);
      served.clock.advance(30_000);
      t.equal((await refreshed(served, late.refreshToken)).refreshToken, third.refreshToken);
      t.ok(await served.as(third.accessToken).users.getAccount({}));
    },
  );

  const uses: readonly [string, (served: ServedUser, tokens: Tokens) => Promise<unknown>][] = [
    ['its access token accepted', ({ as }, { accessToken }) => as(accessToken).users.getAccount({})],
    [
      'its access token accepted by another service',
      ({ mesh }, { sessionId }) => mesh.checkSession({ sessionId, generation: 1 }),
    ],
    ['itself refreshed', (served, { refreshToken }) => refreshed(served, refreshToken)],
  ];
  for (const [how, use] of uses) {
    const name = `a refresh token used over 30 s after its successor was, ${how}, ends the session for both holders`;
    await t.test(name, async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      const other = await signedIn(served, ada);
      const { auth } = served.as();
      const tokens = await refreshed(served, ada.tokens.refreshToken);
      await use(served, tokens);
      served.clock.advance(30_001);
      await expectRefused(
        t,
        auth.refreshSession({ refreshToken: ada.tokens.refreshToken }),
        'REFRESH_TOKEN_REUSED',
      );
      await expectRefused(t, auth.refreshSession({ refreshToken: tokens.refreshToken }), 'SESSION_REVOKED');
      await expectRefused(t, served.as(tokens.accessToken).users.getAccount({}), 'SESSION_REVOKED');
      const { sessionId } = tokens;
      t.match(await served.mesh.checkSession({ sessionId }), { open: false, userId: ada.id });
      t.ok(await other.users.getAccount({}), 'other sessions stay open');
      const events = await served.eventsOf(ada.id, 2);
      t.match(events[1]!.payload, { case: 'sessionEnded', value: { sessionId, userId: ada.id } });
    });
  }

  await t.test('a forged refresh token, or one of an expired session, is refused', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const { auth } = served.as();
    const forged = ada.tokens.refreshToken.replace(/\.0\./, '.1.');
    await expectRefused(t, auth.refreshSession({ refreshToken: forged }), 'TOKEN_INVALID');
    await expectRefused(t, auth.refreshSession({ refreshToken: 'x' }), 'TOKEN_INVALID');
    await expectRefused(t, auth.refreshSession({ refreshToken: '' }), 'FIELD_INVALID', {
      field: 'refresh_token',
    });
    served.clock.advance(60 * DAY);
    await expectRefused(t, auth.refreshSession({ refreshToken: ada.tokens.refreshToken }), 'TOKEN_EXPIRED');
    t.match(await served.mesh.checkSession({ sessionId: ada.tokens.sessionId }), { open: false });
  });

  await t.test('an access token ends at its expiry and with its session', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const other = await signedIn(served, ada);
    await ada.auth.signOut({});
    await expectRefused(t, ada.users.getAccount({}), 'SESSION_REVOKED');
    t.match(await served.mesh.checkSession({ sessionId: ada.tokens.sessionId }), { open: false });
    await expectRefused(
      t,
      served.as().auth.refreshSession({ refreshToken: ada.tokens.refreshToken }),
      'SESSION_REVOKED',
    );
    t.ok(await other.users.getAccount({}));
    served.clock.advance(15 * 60_000);
    await expectRefused(t, other.users.getAccount({}), 'TOKEN_EXPIRED');
    await expectRefused(t, served.as().users.getAccount({}), 'TOKEN_MISSING');
    await expectRefused(t, served.as().auth.signOut({}), 'TOKEN_MISSING');
  });

  await t.test(
    'open sessions are listed newest first, in pages whose tokens are bound to their owner',
    async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      const bob = await signedUp(served, 'Bob');
      const devices = [];
      for (let i = 0; i < 3; i++) {
        served.clock.advance(1000);
        devices.push(await signedIn(served, ada));
      }
      await devices[1]!.auth.signOut({});
      const expected = [devices[2]!, devices[0]!, ada].map(({ tokens }) => tokens.sessionId);
      const first = await ada.auth.listSessions({ pageSize: 2 });
      const rest = await ada.auth.listSessions({ pageSize: 2, pageToken: first.nextPageToken });
      t.same(
        [...first.sessions, ...rest.sessions].map(({ id }) => id),
        expected,
      );
      t.equal(rest.nextPageToken, '');
      t.match(first.sessions[0], { deviceName: 'laptop', current: false });
      t.match(rest.sessions[0], { deviceName: 'phone', current: true });
      t.equal(timestampMs(first.sessions[0]!.createTime!), served.clock.nowMs());
      await expectRefused(
        t,
        bob.auth.listSessions({ pageToken: first.nextPageToken }),
        'PAGE_TOKEN_INVALID',
        { field: 'page_token' },
      );
      await expectRefused(t, ada.auth.listSessions({ pageToken: 'forged' }), 'PAGE_TOKEN_INVALID', {
        field: 'page_token',
      });
      await expectRefused(t, ada.auth.listSessions({ pageSize: 101 }), 'FIELD_INVALID', {
        field: 'page_size',
      });
      await expectRefused(t, ada.auth.listSessions({ pageSize: -1 }), 'FIELD_INVALID', {
        field: 'page_size',
      });
      t.equal((await ada.auth.listSessions({})).sessions.length, 3);
    },
  );

  await t.test('a person can end their own sessions only, and a session ends at once', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const bob = await signedUp(served, 'Bob');
    const other = await signedIn(served, ada);
    const { sessionId } = other.tokens;
    await expectRefused(t, bob.auth.revokeSession({ sessionId }), 'SESSION_NOT_FOUND', {
      field: 'session_id',
    });
    await expectRefused(t, ada.auth.revokeSession({ sessionId: '1' }), 'SESSION_NOT_FOUND', {
      field: 'session_id',
    });
    await expectRefused(t, ada.auth.revokeSession({ sessionId: '' }), 'FIELD_INVALID', {
      field: 'session_id',
    });
    t.ok(await other.users.getAccount({}));
    const request = { sessionId, requestId: 'r1' };
    await ada.auth.revokeSession(request);
    t.match(await served.mesh.checkSession({ sessionId }), { open: false });
    await expectRefused(t, other.users.getAccount({}), 'SESSION_REVOKED');
    t.ok(await ada.auth.revokeSession(request), 'a repeat has the same answer');
    await expectRefused(t, ada.auth.revokeSession({ sessionId }), 'SESSION_NOT_FOUND');
    const reused = { sessionId: ada.tokens.sessionId, requestId: 'r1' };
    await expectRefused(t, ada.auth.revokeSession(reused), 'REQUEST_ID_REUSED', { field: 'request_id' });
  });

  await t.test('a change of the password ends every session but the current one', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const other = await signedIn(served, ada);
    const next = 'tremendous secret';
    const request = { currentPassword: PASSWORD, newPassword: next, requestId: 'r1' };
    const wrong = { ...request, requestId: '', currentPassword: 'wrong password' };
    await expectRefused(t, ada.auth.changePassword(wrong), 'CREDENTIALS_INVALID', {
      field: 'current_password',
    });
    const weak = { ...request, requestId: '', newPassword: 'password1' };
    await expectRefused(t, ada.auth.changePassword(weak), 'PASSWORD_WEAK', { field: 'new_password' });
    t.ok(await other.users.getAccount({}), 'a refused change ends nothing');
    await ada.auth.changePassword(request);
    t.ok(await ada.auth.changePassword(request), 'a repeat has the same answer');
    t.ok(await ada.users.getAccount({}));
    await expectRefused(t, other.users.getAccount({}), 'SESSION_REVOKED');
    await expectRefused(t, signedIn(served, ada), 'CREDENTIALS_INVALID');
    t.ok(await served.as().auth.signIn({ handle: 'ada', password: next }));
    const reused = { ...request, newPassword: 'another secret' };
    await expectRefused(t, ada.auth.changePassword(reused), 'REQUEST_ID_REUSED', { field: 'request_id' });
  });

  await t.test('the last-seen time is written at most once an hour', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const { sessionId } = ada.tokens;
    const lastSeenMs = async () => {
      const { lastSeenTime } = await served.mesh.checkSession({ sessionId });
      return lastSeenTime && timestampMs(lastSeenTime);
    };
    const firstMs = served.clock.nowMs();
    await ada.users.getAccount({});
    t.equal(await lastSeenMs(), undefined);
    const written = async (sinceMs: number) => {
      served.clock.advance(5_000);
      await until('it to be written', async () => ((await lastSeenMs()) ?? 0) >= sinceMs);
    };
    await written(firstMs);
    t.equal(await lastSeenMs(), firstMs);
    served.clock.advance(HOUR / 6);
    await ada.users.getAccount({});
    served.clock.advance(5_000);
    t.equal(await lastSeenMs(), firstMs, 'not again within the hour');
    served.clock.advance(HOUR);
    const laterMs = served.clock.nowMs();
    t.equal(await lastSeenMs(), firstMs, 'the time from before this visit');
    await written(laterMs);
    t.equal(await lastSeenMs(), laterMs);
  });

  await t.test('above the limit of open sessions the oldest one ends', async (t) => {
    const served = await servedUser(t, testHost, { env: { SKEIN_MAX_SESSIONS: '2' } });
    const ada = await signedUp(served, 'Ada');
    const second = await signedIn(served, ada);
    const third = await signedIn(served, ada);
    await expectRefused(t, ada.users.getAccount({}), 'SESSION_REVOKED');
    t.ok(await second.users.getAccount({}));
    t.ok(await third.users.getAccount({}));
  });
}
