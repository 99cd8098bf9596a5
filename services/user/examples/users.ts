import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import {
  type BadRequest,
  badInto,
  type Cast,
  claimStays,
  type Expected,
  field,
} from '../../hosting/examples.ts';
import { badEmails, badHandles, badRegions, overLength } from './bad-texts.ts';

/** UserService: profiles. */
export function userBad(cast: Cast): BadRequest[] {
  const rows: BadRequest[] = [];
  const { getUser, batchGetUsers, updateUser, deactivateUser } = UserService.method;
  const ada = badInto(rows, cast.as(cast.ada));
  const nobody = badInto(rows, {});

  nobody(getUser, 'neither id nor handle', {}, field('key'));
  for (const [key, name] of [
    ['userId', 'user_id'],
    ['handle', 'handle'],
  ] as const) {
    nobody(getUser, `an empty ${name}`, { key: { case: key, value: '' } }, field(name));
    nobody(getUser, `${name} of 65 characters`, { key: { case: key, value: 'x'.repeat(65) } }, field(name));
    for (const value of ['nobody_there', 'no such!', cast.posts.ada, '\u212aelvin', 'ada\0', ' ada']) {
      nobody(
        getUser,
        `${name} ${JSON.stringify(value)} of nobody`,
        { key: { case: key, value } },
        { reason: 'USER_NOT_FOUND', field: name },
      );
    }
  }
  nobody(
    getUser,
    'a deactivated id',
    { key: { case: 'userId', value: cast.dora.userId } },
    { reason: 'USER_NOT_FOUND', field: 'user_id' },
  );
  nobody(
    getUser,
    'a deactivated handle',
    { key: { case: 'handle', value: 'dora' } },
    { reason: 'USER_NOT_FOUND', field: 'handle' },
  );

  const { userId } = cast.ada;
  nobody(
    batchGetUsers,
    'duplicate, unknown and deactivated ids',
    { userIds: [userId, 'nope', userId, cast.dora.userId, 'nope'] },
    {
      reason: 'OK',
      check: ({ users, missingIds }: { users: { id: string }[]; missingIds: string[] }) =>
        users.length === 1 && users[0]?.id === userId && missingIds.join() === `nope,${cast.dora.userId}`,
    },
  );

  const update = (
    wrong: string,
    account: object | undefined,
    paths: string[] | undefined,
    expected: Expected,
  ) =>
    ada(
      updateUser,
      wrong,
      { ...(account && { account }), ...(paths && { updateMask: { paths } }) },
      expected,
    );
  update('no account', undefined, ['email'], field('account'));
  update('no mask', {}, undefined, field('update_mask'));
  update('an empty mask', {}, [], field('update_mask'));
  for (const path of [
    'nothing',
    'user',
    'user.id',
    'role',
    'email_verified',
    'user.create_time',
    'preferences',
    '*',
    '',
    'User.Bio',
    'user.bio.',
    'email ',
  ]) {
    update(
      `a mask of ${JSON.stringify(path)}`,
      { email: 'a@example.org' },
      ['email', path],
      field('update_mask'),
    );
  }
  for (const handle of badHandles.filter((each) => each.length <= 30)) {
    update(
      `the handle ${JSON.stringify(handle)}`,
      { user: { handle } },
      ['user.handle'],
      field('account.user.handle'),
    );
  }
  update(
    'a handle of 31 characters',
    { user: { handle: 'h'.repeat(31) } },
    ['user.handle'],
    field('account.user.handle'),
  );
  update('a handle that is taken', { user: { handle: 'Bob' } }, ['user.handle'], {
    reason: 'HANDLE_TAKEN',
    field: 'account.user.handle',
  });
  update(
    'a name of 51 characters',
    { user: { displayName: 'n'.repeat(51) } },
    ['user.display_name'],
    overLength('account.user.display_name', 51, 50),
  );
  update(
    'a bio of 161 characters',
    { user: { bio: 'b'.repeat(161) } },
    ['user.bio'],
    overLength('account.user.bio', 161, 160),
  );
  update('a bio with 9 marks on a letter', { user: { bio: `on a${'\u0335'.repeat(9)}` } }, ['user.bio'], {
    reason: 'TEXT_CHARACTER_INVALID',
    field: 'account.user.bio',
    metadata: { position: '12' },
  });
  update('a name with a control of direction', { user: { displayName: 'a\u202eb' } }, ['user.display_name'], {
    reason: 'TEXT_CHARACTER_INVALID',
    field: 'account.user.display_name',
    metadata: { position: '1' },
  });
  update('a bio with a bell', { user: { bio: 'ring \u0007' } }, ['user.bio'], {
    reason: 'TEXT_CONTROL_CHARACTER',
    field: 'account.user.bio',
  });
  update('a name on two lines', { user: { displayName: 'a\nb' } }, ['user.display_name'], {
    reason: 'TEXT_CONTROL_CHARACTER',
    field: 'account.user.display_name',
  });
  update('a picture of nobody', { user: { avatarMediaId: 'nope' } }, ['user.avatar_media_id'], {
    reason: 'MEDIA_NOT_FOUND',
    field: 'account.user.avatar_media_id',
  });
  for (const email of badEmails)
    update(`the e-mail ${email.slice(0, 30)}`, { email }, ['email'], field('account.email'));
  for (const region of badRegions)
    update(`the region ${region}`, { region }, ['region'], field('account.region'));
  update(
    'a good field beside a bad one',
    { user: { bio: 'new', handle: 'no no' } },
    ['user.bio', 'user.handle'],
    field('account.user.handle'),
  );

  ada(deactivateUser, 'no password', { password: '' }, field('password'));
  ada(deactivateUser, 'a long password', { password: 'p'.repeat(257) }, field('password'));
  ada(
    deactivateUser,
    'a wrong password',
    { password: 'wrong one' },
    { reason: 'CREDENTIALS_INVALID', field: 'password' },
  );
  const wrong = 'refused, with a request_id';
  const requestId = 'refused';
  ada(
    deactivateUser,
    wrong,
    { password: 'wrong one', requestId },
    { reason: 'CREDENTIALS_INVALID', field: 'password', ...claimStays('user') },
  );
  ada(
    updateUser,
    wrong,
    { account: { user: { handle: 'bob' } }, updateMask: { paths: ['user.handle'] }, requestId },
    { reason: 'HANDLE_TAKEN', field: 'account.user.handle', ...claimStays('user') },
  );
  return rows;
}
