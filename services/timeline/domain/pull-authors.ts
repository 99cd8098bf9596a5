/** Authors with entries that are merged at read, and the newest such entry of each. They are few; memory holds all of them. */
export interface PullAuthors {
  /** Keeps the newest entry of an author. */
  note(authorId: string, entryId: string): void;
  /** Whether a person ever had such an entry: they are or were famous. */
  has(authorId: string): boolean;
  /** The authors of an audience with such an entry at `fromId` or above. */
  among(authorIds: ReadonlySet<string>, fromId: string): string[];
  /** Changes with every entry that is noted for one of these authors. */
  versionOf(authorIds: ReadonlySet<string>): number;
}

export function pullAuthors(): PullAuthors {
  const newest = new Map<string, string>();
  /** The number of the last note of each author, of all notes. */
  const lastNote = new Map<string, number>();
  let notes = 0;
  return {
    note(authorId, entryId) {
      lastNote.set(authorId, ++notes);
      if (entryId > (newest.get(authorId) ?? '')) newest.set(authorId, entryId);
    },
    versionOf(authorIds) {
      let version = 0;
      if (authorIds.size < lastNote.size) {
        for (const authorId of authorIds) version = Math.max(version, lastNote.get(authorId) ?? 0);
      } else {
        for (const [authorId, note] of lastNote)
          if (note > version && authorIds.has(authorId)) version = note;
      }
      return version;
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
