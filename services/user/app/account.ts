import type { UserCaller } from '../../../platform/auth/caller.ts';
import type { Account } from '../domain/account.ts';
import { type AccountValues, accountChange } from '../domain/account-change.ts';
import type { UserCall } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { namingHandle } from './naming-handle.ts';
import { requireOpenSession } from './require-open-session.ts';

export function getAccount(context: AppContext) {
  return async (caller: UserCaller): Promise<Account> => (await requireOpenSession(context, caller)).account;
}

export function updateAccount(context: AppContext) {
  const { store, clock } = context;
  /** Checks the values of the fields at `paths`. Returns the function that makes the change under a change id. */
  return (paths: readonly string[], values: AccountValues, call: UserCall) => {
    const change = accountChange(paths, values);
    return async (changeId: string): Promise<Account> => {
      const { caller } = call;
      await requireOpenSession(context, caller);
      const changed = store.changeAccount(caller.userId, change, causeOf(call, changeId, clock.nowMs()));
      return namingHandle('account.user.handle', changed);
    };
  };
}
