/**
 * Makes a change between two invalidations. The first keeps a process that ends after the commit from leaving an old entry:
 * its tombstone is there already. The second covers changes that take longer than a tombstone lasts. A change whose result
 * is unknown is treated like one that was made.
 *
 * @throws what `work` throws; what `invalidate` throws, and then nothing was changed, or the change was made and may come
 *   again
 */
export async function invalidateAround<T>(
  invalidate: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  await invalidate();
  try {
    return await work();
  } finally {
    await invalidate();
  }
}
