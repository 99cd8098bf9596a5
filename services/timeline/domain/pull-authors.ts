/** Authors with entries that are merged at read, and the newest such entry of each. They are few; memory holds all of them. */
export interface PullAuthors {
  /** Keeps the newest entry of an author. */
  note(authorId: string, entryId: string): void;
  /** Whether a person ever had such an entry: they are or were famous. */
  has(authorId: string): boolean;
  /** The authors of an audience with such an entry at `fromId` or above. */
  among(authorIds: ReadonlySet<string>, fromId: string): string[];
}

export function pullAuthors(): PullAuthors {
  const newest = new Map<string, string>();
  return {
    note(authorId, entryId) {
      if (entryId > (newest.get(authorId) ?? '')) newest.set(authorId, entryId);
    },
    has: (authorId) => newest.has(authorId),
    among(authorIds, fromId) {
      const found: string[] = [];
      // Iterates the smaller set, so that the cost of a page does not grow with the number of famous people.
      if (authorIds.size < newest.size) {
        for (const authorId of authorIds) {
          const entryId = newest.get(authorId);
          if (entryId !== undefined && entryId >= fromId) found.push(authorId);
        }
      } else {
        for (const [authorId, entryId] of newest)
          if (entryId >= fromId && authorIds.has(authorId)) found.push(authorId);
      }
      return found;
    },
  };
}
