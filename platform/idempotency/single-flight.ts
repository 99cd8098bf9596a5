interface Leader {
  bodyHash: Buffer;
  answer: Promise<unknown>;
}

const byStore = new WeakMap<object, Map<string, Leader>>();

/**
 * Concurrent calls of the same scope in this process share the first one's work. When that fails, perhaps only because
 * its caller cancelled, the next one in line runs it for itself and the rest.
 */
export async function singleFlight<T>(
  store: object,
  scope: string,
  bodyHash: Buffer,
  work: () => Promise<T>,
  mismatch: () => Error,
): Promise<T> {
  const leaders = byStore.get(store) ?? new Map<string, Leader>();
  byStore.set(store, leaders);
  for (let leader = leaders.get(scope); leader; leader = leaders.get(scope)) {
    if (!leader.bodyHash.equals(bodyHash)) throw mismatch();
    try {
      return (await leader.answer) as T;
    } catch {
      // The first call reports the failure to its own caller.
    }
  }
  const answer = work().finally(() => leaders.delete(scope));
  leaders.set(scope, { bodyHash, answer });
  return answer;
}
