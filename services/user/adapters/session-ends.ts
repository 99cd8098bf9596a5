import type { UserStore } from '../ports.ts';

/** Tells of every session that a change ended, once the change is durable and before it is acknowledged. */
export function tellingSessionEnds(store: UserStore, ended: (sessionId: string) => void): UserStore {
  const tell = <T extends { readonly endedSessionIds: readonly string[] } | undefined>(answer: T): T => {
    answer?.endedSessionIds.forEach(ended);
    return answer;
  };
  return {
    ...store,
    deactivate: async (...change) => tell(await store.deactivate(...change)),
    changePassword: async (...change) => tell(await store.changePassword(...change)),
    openSession: async (...opening) => tell(await store.openSession(...opening)),
    async endSession(sessionId, cause) {
      const isEnded = await store.endSession(sessionId, cause);
      if (isEnded) ended(sessionId);
      return isEnded;
    },
  };
}
