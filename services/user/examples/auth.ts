import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import {
  type BadRequest,
  badInto,
  type Cast,
  claimStays,
  type Expected,
  field,
} from '../../hosting/examples.ts';
import { badEmails, badHandles, badRegions, overLength } from './bad-texts.ts';

/** AuthService: sign-up, sign-in, sessions and passwords. */
export function authBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const { signUp, signIn, refreshSession, listSessions, revokeSession, changePassword, signOut } =
    AuthService.method;
  const { password } = cast;
  const nobody = badInto(rows, {});
  const ada = badInto(rows, cast.as(cast.ada));
  const good = { handle: 'newcomer', password };

  for (const handle of badHandles) {
    nobody(signUp, `the handle ${JSON.stringify(handle)}`, { ...good, handle }, field('handle'));
  }
  nobody(
    signUp,
    'a handle that is taken',
    { ...good, handle: 'cleo' },
    { reason: 'HANDLE_TAKEN', field: 'handle' },
  );
  nobody(
    signUp,
    'a handle that is taken, in capitals',
    { ...good, handle: 'CLEO' },
    { reason: 'HANDLE_TAKEN', field: 'handle' },
  );
  nobody(
    signUp,
    "a deactivated account's handle",
    { ...good, handle: 'dora' },
    { reason: 'HANDLE_TAKEN', field: 'handle' },
  );
  for (const short of ['', '1234567', 'p'.repeat(257)]) {
    nobody(
      signUp,
      `a password of ${short.length} characters`,
      { ...good, password: short },
      field('password'),
    );
  }
  for (const weak of ['password', 'aaaaaaaa', 'newcomer']) {
    nobody(
      signUp,
      `the password ${weak}`,
      { ...good, password: weak },
      { reason: 'PASSWORD_WEAK', field: 'password' },
    );
  }
  for (const email of badEmails)
    nobody(signUp, `the e-mail ${email.slice(0, 30)}`, { ...good, email }, field('email'));
  for (const region of badRegions)
    nobody(signUp, `the region ${region}`, { ...good, region }, field('region'));
  nobody(
    signUp,
    'a name of 51 characters',
    { ...good, displayName: 'n'.repeat(51) },
    overLength('display_name', 51, 50),
  );
  nobody(signUp, 'a name of 1,601 bytes', { ...good, displayName: 'n'.repeat(1601) }, field('display_name'));
  nobody(
    signUp,
    'a device of 101 characters',
    { ...good, deviceName: 'n'.repeat(101) },
    overLength('device_name', 101, 100),
  );
  for (const [name, at] of [
    ['displayName', 'display_name'],
    ['deviceName', 'device_name'],
  ] as const) {
    for (const invalid of ['\u202e', '\u2067', '\u200f', '\u061c', 'a\u0335'.padEnd(10, '\u0335')]) {
      const wrong = `${at} with ${JSON.stringify(invalid)}`;
      const position = String(invalid.length);
      nobody(
        signUp,
        wrong,
        { ...good, [name]: `x${invalid}y` },
        { reason: 'TEXT_CHARACTER_INVALID', field: at, metadata: { position } },
      );
    }
    for (const control of ['\0', '\u0007', '\u007f', '\u0085', 'a\nb', 'a\u2028b']) {
      const wrong = `${at} with ${JSON.stringify(control)}`;
      nobody(
        signUp,
        wrong,
        { ...good, [name]: `x${control}y` },
        { reason: 'TEXT_CONTROL_CHARACTER', field: at },
      );
    }
  }

  const wrongPassword: Expected = { reason: 'CREDENTIALS_INVALID' };
  nobody(signIn, 'a wrong password', { handle: 'ada', password: 'wrong password' }, wrongPassword);
  nobody(signIn, 'an unknown handle', { handle: 'unknown', password }, wrongPassword);
  nobody(signIn, 'an invalid handle', { handle: 'no such!', password }, wrongPassword);
  nobody(signIn, "another's password", { handle: 'dora', password: 'not the right one' }, wrongPassword);
  nobody(signIn, 'no handle', { handle: '', password }, field('handle'));
  nobody(signIn, 'a handle of 65 characters', { handle: 'h'.repeat(65), password }, field('handle'));
  nobody(signIn, 'no password', { handle: 'ada', password: '' }, field('password'));
  nobody(
    signIn,
    'a password of 257 characters',
    { handle: 'ada', password: 'p'.repeat(257) },
    field('password'),
  );
  nobody(
    signIn,
    'a device of 101 characters',
    { handle: 'ada', password, deviceName: 'd'.repeat(101) },
    overLength('device_name', 101, 100),
  );
  nobody(
    signIn,
    'a device with a line feed',
    { handle: 'ada', password, deviceName: 'a\nb' },
    { reason: 'TEXT_CONTROL_CHARACTER', field: 'device_name' },
  );

  const badToken: Expected = { reason: 'TOKEN_INVALID', field: 'refresh_token' };
  const { refreshToken, accessToken } = cast.ada;
  const of = (wrong: string, token: string, expected: Expected) =>
    nobody(refreshSession, wrong, { refreshToken: token }, expected);
  of('no refresh token', '', field('refresh_token'));
  of('a refresh token of 513 characters', 'r'.repeat(513), field('refresh_token'));
  of('nonsense', 'nonsense', badToken);
  of('a truncated refresh token', refreshToken.slice(0, -1), badToken);
  of('an altered generation', refreshToken.replace('.0.', '.1.'), badToken);
  of(
    "another session's generation and signature",
    refreshToken.replace(cast.ada.sessionId, cast.bob.sessionId),
    badToken,
  );
  of('an access token', accessToken.slice(0, 512), badToken);
  of('a refresh token with a line feed', `${refreshToken}\n`, badToken);
  of('a refresh token of a signed-out session', cast.signedOut.refreshToken, { reason: 'SESSION_REVOKED' });
  of('a refresh token of a deactivated account', cast.dora.refreshToken, { reason: 'SESSION_REVOKED' });

  ada(
    listSessions,
    "a session's id as the page token",
    { pageToken: cast.ada.sessionId },
    { reason: 'PAGE_TOKEN_INVALID', field: 'page_token' },
  );
  const notYours: Expected = { reason: 'SESSION_NOT_FOUND', field: 'session_id' };
  ada(revokeSession, "another's session", { sessionId: cast.bob.sessionId }, notYours);
  ada(revokeSession, 'a session that has ended', { sessionId: cast.signedOut.sessionId }, notYours);
  ada(revokeSession, 'an unknown session', { sessionId: 'nope' }, notYours);
  ada(revokeSession, "a user's id", { sessionId: cast.ada.userId }, notYours);
  ada(signOut, 'a second sign-out', {}, 'SESSION_REVOKED', cast.as(cast.signedOut));

  const change = { currentPassword: password, newPassword: 'another good password' };
  ada(
    changePassword,
    'a wrong current password',
    { ...change, currentPassword: 'wrong one' },
    { reason: 'CREDENTIALS_INVALID', field: 'current_password' },
  );
  ada(changePassword, 'no current password', { ...change, currentPassword: '' }, field('current_password'));
  ada(changePassword, 'a short new password', { ...change, newPassword: '1234567' }, field('new_password'));
  ada(
    changePassword,
    'a long new password',
    { ...change, newPassword: 'p'.repeat(257) },
    field('new_password'),
  );
  ada(
    changePassword,
    'a weak new password',
    { ...change, newPassword: 'password' },
    { reason: 'PASSWORD_WEAK', field: 'new_password' },
  );
  const wrong = 'refused, with a request_id';
  const requestId = 'refused';
  nobody(
    signUp,
    wrong,
    { handle: 'bob', password, requestId },
    { reason: 'HANDLE_TAKEN', field: 'handle', ...claimStays('user') },
  );
  ada(
    changePassword,
    wrong,
    { currentPassword: 'wrong one', newPassword: 'a better password', requestId },
    { reason: 'CREDENTIALS_INVALID', field: 'current_password', ...claimStays('user') },
  );
  ada(revokeSession, wrong, { sessionId: 'nope', requestId }, { ...notYours, ...claimStays('user') });
  return rows;
}
