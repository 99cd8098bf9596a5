/** Runs work of the same key in order, one at a time. Work of different keys runs concurrently. */
export function keyedMutex(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const own = (last.get(key) ?? Promise.resolve()).then(work);
    const finished = own.catch(() => {});
    last.set(key, finished);
    try {
      return await own;
    } finally {
      if (last.get(key) === finished) last.delete(key);
    }
  };
}
