/** Authors some of whose entries are merged at read, with the newest such entry of each: few, held whole. */
export interface PullAuthors {
  /** Keeps the newest. */
  note(authorId: string, entryId: string): void;
  /** Whether somebody ever had such an entry: he is, or was, famous. */
  has(authorId: string): boolean;
  /** Those of an audience with an entry at `fromId` or above. */
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
      // Through the smaller of the two: a page must not cost more the more famous people there are.
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
