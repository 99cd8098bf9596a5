import { DomainError } from '../../../platform/domain-error.ts';
import { mediaNotFound } from '../../product/refusals.ts';
import type { Account } from './account.ts';
import { parseHandle } from './handle.ts';
import { bio, displayName } from './profile-text.ts';

/** The fields that an owner may change, with the values of a call. */
export type AccountValues = Pick<
  Account,
  'handle' | 'displayName' | 'bio' | 'avatarMediaId' | 'email' | 'region' | 'dailyDigest' | 'weeklyDigest'
>;

/** The fields to change with their new values, normalised and valid. */
export type AccountChange = Partial<AccountValues>;

type Take = (values: AccountValues) => AccountChange;

/** All paths of a mask. */
const takes = new Map<string, Take>([
  ['user.handle', ({ handle }) => ({ handle: parseHandle(handle, 'account.user.handle').shown })],
  [
    'user.display_name',
    (values) => ({ displayName: displayName(values.displayName, 'account.user.display_name') }),
  ],
  ['user.bio', (values) => ({ bio: bio(values.bio, 'account.user.bio') })],
  ['user.avatar_media_id', (values) => ({ avatarMediaId: avatar(values.avatarMediaId) })],
  ['email', (values) => ({ email: email(values.email, 'account.email') })],
  ['region', (values) => ({ region: region(values.region, 'account.region') })],
  ['preferences.daily_digest', ({ dailyDigest }) => ({ dailyDigest })],
  ['preferences.weekly_digest', ({ weeklyDigest }) => ({ weeklyDigest })],
]);

/**
 * The fields of the mask with their values. Fields outside the mask are neither checked nor changed.
 *
 * @throws DomainError FIELD_INVALID with field `update_mask` for an unknown path or an empty mask, and the errors of the
 * fields' own rules
 */
export function accountChange(paths: readonly string[], values: AccountValues): AccountChange {
  if (paths.length === 0) throw maskInvalid('update_mask names no field');
  const change: AccountChange = {};
  for (const path of new Set(paths)) {
    const take = takes.get(path);
    if (!take)
      throw maskInvalid(`update_mask names ${JSON.stringify(path.slice(0, 100))}, which can't be changed`);
    Object.assign(change, take(values));
  }
  return change;
}

/** The account after the change. Without a difference it is the same object, with the same version. */
export function applyChange(account: Account, change: AccountChange): Account {
  const changed = { ...account, ...change };
  const names = Object.keys(change) as (keyof AccountChange)[];
  if (names.every((name) => changed[name] === account[name])) return account;
  // A new address is not verified yet.
  if (changed.email !== account.email) changed.emailVerified = false;
  return { ...changed, version: account.version + 1 };
}

/**
 * An e-mail address in the form of the HTML standard (`input type=email`), or empty.
 *
 * @throws DomainError FIELD_INVALID
 */
export function email(text: string, field: string): string {
  const form =
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
  if (text === '' || (text.length <= 254 && form.test(text))) return text;
  throw new DomainError('FIELD_INVALID', `${field} is not an e-mail address`, { field });
}

/** @throws DomainError FIELD_INVALID */
export function region(text: string, field: string): string {
  if (text === '' || /^[A-Z]{2}$/.test(text)) return text;
  throw new DomainError('FIELD_INVALID', `${field} is not two capital letters (ISO 3166-1)`, { field });
}

/** Nothing can be uploaded yet, so every media id is unknown. An empty id removes the picture. */
function avatar(mediaId: string): string {
  if (mediaId === '') return mediaId;
  throw mediaNotFound('account.user.avatar_media_id');
}

function maskInvalid(message: string): DomainError {
  return new DomainError('FIELD_INVALID', message, { field: 'update_mask' });
}
