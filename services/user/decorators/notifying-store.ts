import type { UserStore } from '../ports.ts';

/** Changes of people that this process must apply at once. */
export interface Notifications {
  readonly sessionEnded: (sessionId: string) => void;
  readonly roleChanged: (userId: string) => void;
}

/** Reports changes of sessions and roles, after they are durable and before they are acknowledged. */
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
