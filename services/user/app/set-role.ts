import { userNotFound } from '../../product/refusals.ts';
import type { Role } from '../domain/account.ts';
import type { Call } from './call.ts';
import { causeOf } from './cause.ts';
import type { AppContext } from './context.ts';
import { userIdOf } from './profiles.ts';

export function setRole(context: AppContext) {
  const { store, ids, clock } = context;
  /** Returns the person's id. @throws DomainError USER_NOT_FOUND */
  return async (handle: string, role: Role, call: Call): Promise<string> => {
    const userId = await userIdOf(context, handle);
    if (userId === undefined) {
      throw userNotFound('handle');
    }
    await store.setRole(userId, role, causeOf(call, ids.next(), clock.nowMs()));
    return userId;
  };
}
