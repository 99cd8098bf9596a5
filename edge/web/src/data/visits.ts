/** What a page of the browser's history showed, such as a list. */
export interface Kept {
  close(): void;
}

/** Keeps what pages of the history showed: who goes back finds it as it was, and with it the place on the page. */
export interface Visits {
  /** @param make opens what is not kept (any more) */
  open<T extends Kept>(visit: string, key: string, make: () => T): T;
  close(): void;
}

/** @param maxKept beyond it what was opened longest ago is closed */
export function createVisits(maxKept = 20): Visits {
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
