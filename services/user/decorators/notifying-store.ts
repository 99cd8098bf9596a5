import type { UserStore } from '../ports.ts';

/** What this process must know at once of what happens to people. */
export interface Notifications {
  readonly sessionEnded: (sessionId: string) => void;
  readonly roleChanged: (userId: string) => void;
}

/** Notifies of what a change did to sessions and roles, once the change is durable and before it is acknowledged. */
export function notifyingStore(store: UserStore, { sessionEnded, roleChanged }: Notifications): UserStore {
  const notify = <T extends { readonly endedSessionIds: readonly string[] } | undefined>(answer: T): T => {
    answer?.endedSessionIds.forEach(sessionEnded);
    return answer;
  };
  return {
    ...store,
    deactivate: async (...change) => notify(await store.deactivate(...change)),
    changePassword: async (...change) => notify(await store.changePassword(...change)),
    openSession: async (...opening) => notify(await store.openSession(...opening)),
    async endSession(sessionId, cause) {
      const isEnded = await store.endSession(sessionId, cause);
      if (isEnded) sessionEnded(sessionId);
      return isEnded;
    },
    async setRole(userId, ...change) {
      await store.setRole(userId, ...change);
      roleChanged(userId);
    },
  };
}
