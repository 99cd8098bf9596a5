/** What `open` returns, and undefined if it throws. */
export function tryOrUndefined<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
