import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { exponentialPauseMs } from '../../../platform/limits/exponential-pause.ts';
import { type BadRequest, badInto, type Cast, type Expected } from '../../hosting/examples.ts';

/** Attempts up to the limits of a handle and a session, or until strangers must wait, and one more of each kind. */
export function untilLimited(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const { attemptsPerHandle, password } = cast;
  const nobody = badInto(rows, {});
  const nan = badInto(rows, cast.as(cast.nan));
  const { signIn, signUp, changePassword } = AuthService.method;
  const { deactivateUser } = UserService.method;
  const guess = { reason: 'CREDENTIALS_INVALID', field: 'password' } as const;
  const limited: Expected = { reason: 'RATE_LIMITED', retry: true };
  for (let n = 1; n <= attemptsPerHandle; n++) {
    nan(deactivateUser, `guess ${n} at the password`, { password: 'a wrong guess' }, guess);
    // The first sign-up was Jon's own.
    if (n === attemptsPerHandle) break;
    nobody(
      signUp,
      `sign-up ${n} for one handle`,
      { handle: 'jon', password },
      { reason: 'HANDLE_TAKEN', field: 'handle' },
    );
  }
  nan(
    changePassword,
    'one guess too many',
    { currentPassword: password, newPassword: 'a better one' },
    limited,
  );
  nan(deactivateUser, 'one guess too many', { password }, limited);
  nobody(signUp, 'one sign-up too many', { handle: 'jon', password }, limited);
  // These are last and without pauses: afterwards strangers must wait a second.
  for (let n = 1; ; n++) {
    const retry = exponentialPauseMs(n, attemptsPerHandle) > 0;
    const wrong: Expected = { reason: 'CREDENTIALS_INVALID', retry };
    nobody(signIn, `attempt ${n} at one handle`, { handle: 'hammered', password }, wrong);
    if (retry) break;
  }
  nobody(signIn, 'one attempt too many', { handle: 'hammered', password }, limited);
  nobody(signIn, 'one attempt too many, in capitals', { handle: 'Hammered', password }, limited);
  return rows;
}
