/** Runs work of one key one after the other, in the order in which it came, and that of other keys beside it. */
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
