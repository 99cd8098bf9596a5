import { userNotFound } from '../../product/refusals.ts';
import type { AppContext } from './context.ts';

export function rebuildRing({ rings, users }: AppContext) {
  /** Returns the number of entries in the new ring. @throws DomainError USER_NOT_FOUND */
  return async (userId: string): Promise<number> => {
    if (!(await users.activeUsers([userId])).has(userId)) {
      throw userNotFound('user_id');
    }
    return rings.rebuild(userId);
  };
}
