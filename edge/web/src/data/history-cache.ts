/** State of an entry of the browser's history, such as a list. */
export interface Kept {
  close(): void;
}

/** Keeps the state of history entries, so that navigating back restores the page and its scroll position. */
export interface HistoryCache {
  /** @param make creates the state if it is not (or no longer) kept */
  open<T extends Kept>(visit: string, key: string, make: () => T): T;
  close(): void;
}

/** @param maxKept beyond it the state opened longest ago is dropped */
export function createHistoryCache(maxKept = 20): HistoryCache {
  const kept = new Map<string, Kept>();
  return {
    open<T extends Kept>(visit: string, key: string, make: () => T): T {
      const id = `${visit} ${key}`;
      const opened = (kept.get(id) as T | undefined) ?? make();
      kept.delete(id);
      kept.set(id, opened);
      for (const [oldId, old] of kept) {
        if (kept.size <= maxKept) break;
        kept.delete(oldId);
        old.close();
      }
      return opened;
    },
    close() {
      for (const opened of kept.values()) opened.close();
      kept.clear();
    },
  };
}
