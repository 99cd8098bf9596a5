import { fromBinary } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { Test } from 'tap';
import { UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { AccountStatus } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { Role, UserSchema } from '../../../gen/ts/skein/user/v1/user_pb.ts';
import { expectRefused } from '../../../platform/testing/expect-refused.ts';
import type { TestHost } from '../../../platform/testing/test-host.ts';
import { until } from '../../../platform/testing/until.ts';
import { servedUser } from '../../../test/harness/served-user.ts';
import { PASSWORD, signedIn, signedUp } from './people.ts';

const DAY = 86_400_000;
const NOBODY = '1400000000000000000';

export async function profileSuite(t: Test, testHost: TestHost): Promise<void> {
  await t.test('everybody may read profiles: by id, by handle in any case, and in batches', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const bob = await signedUp(served, 'Bob');
    const { users } = served.as();
    const byId = await users.getUser({ key: { case: 'userId', value: ada.id } });
    t.match(byId.user, { id: ada.id, handle: 'Ada', displayName: 'Ada' });
    t.same(await users.getUser({ key: { case: 'handle', value: 'aDA' } }), byId);
    for (const value of [NOBODY, 'x']) {
      await expectRefused(t, users.getUser({ key: { case: 'userId', value } }), 'USER_NOT_FOUND');
      await expectRefused(t, users.getUser({ key: { case: 'handle', value } }), 'USER_NOT_FOUND');
    }
    await expectRefused(t, users.getUser({}), 'FIELD_INVALID', { field: 'key' });
    const batch = await users.batchGetUsers({ userIds: [bob.id, NOBODY, ada.id, bob.id, 'x'] });
    t.same(
      batch.users.map(({ id }) => id),
      [bob.id, ada.id],
    );
    t.same(batch.missingIds, [NOBODY, 'x']);
    await expectRefused(t, users.batchGetUsers({}), 'FIELD_INVALID', { field: 'user_ids' });
    const many = Array.from({ length: 101 }, (_, i) => `${i}`);
    await expectRefused(t, users.batchGetUsers({ userIds: many }), 'FIELD_INVALID', { field: 'user_ids' });
  });

  await t.test('an update changes only the named fields and is visible to everybody at once', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    await signedUp(served, 'Bob');
    const { users } = served.as();
    const seen = async () => (await users.getUser({ key: { case: 'userId', value: ada.id } })).user!;
    t.equal((await seen()).bio, '');
    const update = (account: object, paths: string[], requestId = '') =>
      ada.users.updateUser({ account, updateMask: { paths }, requestId });

    const { account } = await update(
      { user: { handle: 'Countess', displayName: 'not named', bio: 'a\r\nb' }, region: 'GB' },
      ['user.handle', 'user.bio', 'region'],
      'r1',
    );
    t.match(account, { user: { handle: 'Countess', displayName: 'Countess', bio: 'a\nb' }, region: 'GB' });
    t.same(await seen(), account!.user);
    await expectRefused(t, users.getUser({ key: { case: 'handle', value: 'ada' } }), 'USER_NOT_FOUND');
    const prefs = await update({ preferences: { weeklyDigest: true } }, ['preferences.weekly_digest']);
    t.match(prefs.account, { preferences: { dailyDigest: false, weeklyDigest: true }, region: 'GB' });

    const again = await update(
      { user: { handle: 'Countess', displayName: 'not named', bio: 'a\r\nb' }, region: 'GB' },
      ['user.handle', 'user.bio', 'region'],
      'r1',
    );
    t.same(again.account, account, 'the same request again has the same answer');
    t.match(
      (await ada.users.getAccount({})).account,
      { preferences: { weeklyDigest: true } },
      'and does not undo later changes',
    );
    await expectRefused(t, update({ region: 'FR' }, ['region'], 'r1'), 'REQUEST_ID_REUSED', {
      field: 'request_id',
    });

    await expectRefused(t, update({ user: { handle: 'bOB' } }, ['user.handle']), 'HANDLE_TAKEN');
    await expectRefused(t, update({ role: Role.OPERATOR }, ['role']), 'FIELD_INVALID', {
      field: 'update_mask',
    });
    await expectRefused(t, update({}, ['nothing']), 'FIELD_INVALID', { field: 'update_mask' });
    await expectRefused(t, update({}, []), 'FIELD_INVALID', { field: 'update_mask' });
    await expectRefused(t, ada.users.updateUser({ updateMask: { paths: ['region'] } }), 'FIELD_INVALID', {
      field: 'account',
    });
    await expectRefused(t, ada.users.updateUser({ account: {} }), 'FIELD_INVALID', { field: 'update_mask' });
    await expectRefused(t, update({ user: { handle: '' } }, ['user.handle']), 'FIELD_INVALID', {
      field: 'account.user.handle',
    });
    await expectRefused(t, update({ user: { bio: '\u0000' } }, ['user.bio']), 'TEXT_CONTROL_CHARACTER');
    const avatar = update({ user: { avatarMediaId: '1' } }, ['user.avatar_media_id']);
    await expectRefused(t, avatar, 'MEDIA_NOT_FOUND', { field: 'account.user.avatar_media_id' });
    await expectRefused(t, served.as().users.updateUser({}), 'TOKEN_MISSING');
    t.same(await seen(), account!.user, 'a refused update changes nothing');

    const events = await served.eventsOf(ada.id, 3);
    t.same(
      events.map(
        ({ payload }) => payload.case === 'userChanged' && [payload.value.kind, payload.value.version],
      ),
      [
        [UserChanged_Kind.CREATED, 1n],
        [UserChanged_Kind.UPDATED, 2n],
        [UserChanged_Kind.UPDATED, 3n],
      ],
    );
  });

  await t.test(
    'a deactivated account is hidden everywhere, its sessions have ended, and signing in restores it',
    async (t) => {
      const served = await servedUser(t, testHost);
      const ada = await signedUp(served, 'Ada');
      const other = await signedIn(served, ada);
      const { users, auth } = served.as();
      await users.batchGetUsers({ userIds: [ada.id] });
      await expectRefused(
        t,
        ada.users.deactivateUser({ password: 'wrong password' }),
        'CREDENTIALS_INVALID',
        { field: 'password' },
      );
      const { restorableUntilTime } = await ada.users.deactivateUser({ password: PASSWORD, requestId: 'r1' });
      t.equal(timestampMs(restorableUntilTime!), served.clock.nowMs() + 30 * DAY);

      await expectRefused(t, users.getUser({ key: { case: 'userId', value: ada.id } }), 'USER_NOT_FOUND');
      await expectRefused(t, users.getUser({ key: { case: 'handle', value: 'ada' } }), 'USER_NOT_FOUND');
      t.match(await users.batchGetUsers({ userIds: [ada.id] }), { users: [], missingIds: [ada.id] });
      t.same((await served.mesh.resolveHandles({ handles: ['ada'] })).userIds, {});
      const hidden = (await served.mesh.batchGetCards({ userIds: [ada.id] })).cards;
      t.match(hidden, [{ userId: ada.id, status: AccountStatus.DEACTIVATED }]);
      t.equal(hidden[0]!.user.length, 0);
      for (const { tokens, users } of [ada, other]) {
        t.match(await served.mesh.checkSession({ sessionId: tokens.sessionId }), { open: false });
        await expectRefused(t, users.getAccount({}), 'SESSION_REVOKED');
        await expectRefused(t, auth.refreshSession({ refreshToken: tokens.refreshToken }), 'SESSION_REVOKED');
      }
      await expectRefused(t, auth.signUp({ handle: 'ADA', password: PASSWORD }), 'HANDLE_TAKEN');
      await expectRefused(
        t,
        auth.signIn({ handle: 'ada', password: 'wrong password' }),
        'CREDENTIALS_INVALID',
      );

      served.clock.advance(30 * DAY - 1);
      const back = await auth.signIn({ handle: 'ada', password: PASSWORD });
      t.equal(back.restored, true);
      t.same(back.account, ada.answer.account, 'it is restored unchanged');
      t.match(await users.batchGetUsers({ userIds: [ada.id] }), {
        users: [{ handle: 'Ada' }],
        missingIds: [],
      });
      t.equal((await auth.signIn({ handle: 'ada', password: PASSWORD })).restored, false);
      const kinds = (await served.eventsOf(ada.id, 5)).map(({ payload }) =>
        payload.case === 'userChanged' ? payload.value.kind : payload.case,
      );
      t.same(kinds, [
        UserChanged_Kind.CREATED,
        UserChanged_Kind.DEACTIVATED,
        'sessionEnded',
        'sessionEnded',
        UserChanged_Kind.RESTORED,
      ]);
    },
  );

  await t.test('after its deadline a deactivated account is purged, and its handle is free', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    await ada.users.deactivateUser({ password: PASSWORD });
    served.clock.advance(30 * DAY);
    const { auth } = served.as();
    await expectRefused(t, auth.signIn({ handle: 'Ada', password: PASSWORD }), 'CREDENTIALS_INVALID');
    const { payload } = (await served.eventsOf(ada.id, 4))[3]!;
    t.match(payload, {
      case: 'userChanged',
      value: { kind: UserChanged_Kind.PURGED, userId: ada.id, version: 3n },
    });
    t.same((await served.mesh.batchGetCards({ userIds: [ada.id] })).cards, []);
    const successor = await signedUp(served, 'ada');
    t.not(successor.id, ada.id);
    // Expired sessions are removed a day later.
    served.clock.advance(62 * DAY);
    const { sessionId } = successor.tokens;
    await until('the session to be removed', async () => {
      return (await served.mesh.checkSession({ sessionId })).userId === '';
    });
  });

  await t.test('only other services get cards, ids, sessions and keys', async (t) => {
    const served = await servedUser(t, testHost);
    const ada = await signedUp(served, 'Ada');
    const bob = await signedUp(served, 'Bob');
    const { mesh } = served;
    for (let round = 0; round < 2; round++) {
      const { cards } = await mesh.batchGetCards({ userIds: [ada.id, NOBODY, bob.id, ada.id] });
      t.same(new Set(cards.map(({ userId }) => userId)), new Set([ada.id, bob.id]));
      const card = cards.find(({ userId }) => userId === ada.id)!;
      t.equal(card.status, AccountStatus.ACTIVE);
      t.same(fromBinary(UserSchema, card.user), ada.answer.account!.user);
    }
    t.same((await mesh.batchGetCards({})).cards, []);
    const tooMany = Array.from({ length: 1001 }, (_, i) => `${i}`);
    await expectRefused(t, mesh.batchGetCards({ userIds: tooMany }), 'FIELD_INVALID', { field: 'user_ids' });
    const handles = ['ADA', 'bob', 'carol', 'no handle', 'Bob'];
    t.same((await mesh.resolveHandles({ handles })).userIds, { ada: ada.id, bob: bob.id });
    t.match(await mesh.checkSession({ sessionId: NOBODY }), { open: false, userId: '' });
    const { keys } = JSON.parse((await mesh.getSigningKeys({})).jwksJson);
    t.match(keys, [{ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: String }]);
    t.notHas(keys[0], { d: String }, 'keys are public only');

    t.match(await mesh.setRole({ handle: 'aDA', role: Role.OPERATOR }), { userId: ada.id });
    t.match(await mesh.checkSession({ sessionId: ada.tokens.sessionId }), { role: Role.OPERATOR });
    t.match((await ada.users.getAccount({})).account, { role: Role.OPERATOR });
    await expectRefused(t, mesh.setRole({ handle: 'nobody', role: Role.USER }), 'USER_NOT_FOUND');
    await expectRefused(t, mesh.setRole({ handle: 'ada', role: Role.UNSPECIFIED }), 'FIELD_INVALID', {
      field: 'role',
    });

    const { refreshToken } = ada.tokens;
    const { tokens } = await served.as().auth.refreshSession({ refreshToken });
    for (const outside of [served.meshAs(), served.meshAs(tokens!.accessToken)]) {
      await expectRefused(t, outside.batchGetCards({}), 'SERVICE_REQUIRED');
      await expectRefused(t, outside.resolveHandles({}), 'SERVICE_REQUIRED');
      await expectRefused(t, outside.checkSession({ sessionId: '1' }), 'SERVICE_REQUIRED');
      await expectRefused(t, outside.getSigningKeys({}), 'SERVICE_REQUIRED');
      await expectRefused(t, outside.setRole({ handle: 'bob', role: Role.OPERATOR }), 'SERVICE_REQUIRED');
    }
  });
}
