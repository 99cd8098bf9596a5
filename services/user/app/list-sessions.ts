import type { UserCaller } from '../../../platform/auth/caller.ts';
import type { Session } from '../domain/session.ts';
import type { AppContext } from './context.ts';
import { requireOpenSession } from './require-open-session.ts';

export function listSessions(context: AppContext) {
  const { store, clock } = context;
  /** The caller's open sessions with ids below `beforeId` (all, if empty), highest id first. */
  return async (
    caller: UserCaller,
    { beforeId, limit }: { beforeId: string; limit: number },
  ): Promise<Session[]> => {
    await requireOpenSession(context, caller);
    return store.openSessions(caller.userId, clock.nowMs(), beforeId, limit);
  };
}
