import type { DeviceGrant } from '../../../platform/auth/device-tokens.ts';
import type { Account } from '../domain/account.ts';
import type { AppContext } from './context.ts';

/**
 * The device of a token, if it is one of this account and the password was not changed since; undefined for a stranger.
 * Nothing is looked up for a token that is none of ours, and whatever else is wrong with it looks the same to whoever
 * sent it: it tells nothing of who has an account.
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
