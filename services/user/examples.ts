import { UserMeshService } from '../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { Role } from '../../gen/ts/skein/user/v1/user_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { type Cast, type Examples, type Good, goodInto } from '../hosting/examples.ts';
import { authBad } from './examples/auth.ts';
import { untilLimited } from './examples/limits.ts';
import { meshBad } from './examples/mesh.ts';
import { userBad } from './examples/users.ts';

export function examples(cast: Cast): Examples {
  const { ada, bob, max, maxElsewhere, password } = cast;
  const found: Good[] = [];
  const good = goodInto(found);
  const auth = AuthService.method;
  const users = UserService.method;
  const mesh = UserMeshService.method;

  good(
    auth.signUp,
    { handle: 'newcomer', password },
    {
      repeated: [
        { handle: 'once', password },
        { handle: 'once', password: 'another password' },
      ],
    },
  );
  good(auth.signIn, { handle: 'newcomer', password });
  good(auth.refreshSession, { refreshToken: bob.refreshToken });
  good(auth.listSessions, {});
  good(
    auth.revokeSession,
    { sessionId: cast.adaElsewhere.sessionId },
    { repeated: [{ sessionId: maxElsewhere.sessionId }, { sessionId: max.sessionId }] },
  );
  const changed = { currentPassword: password, newPassword: 'the next password' };
  good(
    auth.changePassword,
    { currentPassword: password, newPassword: 'another good password' },
    { last: true, repeated: [changed, { ...changed, newPassword: 'yet another password' }] },
  );

  const bio = (text: string) => ({ account: { user: { bio: text } }, updateMask: { paths: ['user.bio'] } });
  good(users.getUser, { key: { case: 'userId', value: bob.userId } });
  good(users.batchGetUsers, { userIds: [ada.userId, bob.userId] });
  good(users.getAccount, {});
  good(users.updateUser, bio('new'), { repeated: [bio('one'), bio('two')] });
  good(
    users.deactivateUser,
    { password: 'another good password' },
    { last: true, repeated: 'it ends the session, so it can’t be repeated' },
  );
  good(
    auth.signOut,
    {},
    { as: cast.as(bob), last: true, repeated: 'it ends the session, so it can’t be repeated' },
  );

  good(mesh.batchGetCards, { userIds: [ada.userId] });
  good(mesh.resolveHandles, { handles: ['ada'] });
  good(mesh.scanUsers, { limit: 10 });
  good(mesh.checkSession, { sessionId: ada.sessionId });
  good(mesh.getSigningKeys, {});
  good(mesh.setRole, { handle: 'zoe', role: Role.MODERATOR });

  return {
    good: found,
    bad: [...authBad(cast), ...userBad(cast), ...meshBad(cast)],
    untilLimited: untilLimited(cast),
    testedElsewhere: [
      // An account is purged after sixty days, which this suite's clock does not reach.
      [auth.refreshSession, 'TOKEN_EXPIRED', 'services/user/testing/session-suite.ts'],
      // A reused refresh token ends the session, but bad requests must change nothing here.
      [auth.refreshSession, 'REFRESH_TOKEN_REUSED', 'test/journeys/bad-input.test.ts'],
      // It needs a change of the password between two equal requests.
      [auth.signUp, 'CREDENTIALS_INVALID', 'services/user/testing/sign-up-suite.ts'],
    ],
  };
}
