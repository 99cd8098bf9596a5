import type { DeviceGrant } from '../../../platform/auth/device-tokens.ts';
import type { Account } from '../domain/account.ts';
import type { AppContext } from './context.ts';

/**
 * The device of a token of this account, if the password was not changed since; undefined for a stranger. A token that this
 * network did not issue causes no look-up. All other invalid tokens look the same to the sender, so they do not reveal who
 * has an account.
 */
export async function knownDevice(
  { store, deviceTokens }: Pick<AppContext, 'store' | 'deviceTokens'>,
  token: string,
  find: () => Promise<Account | undefined>,
): Promise<DeviceGrant | undefined> {
  const grant = deviceTokens.parse(token);
  if (grant === undefined) return undefined;
  const account = await find();
  if (account?.id !== grant.userId) return undefined;
  const credential = await store.credential(account.id);
  return credential?.setBy === grant.passwordId ? grant : undefined;
}
