import type { Entry } from './post.ts';

/** The most cached entries of one author, and reposts of one post: the newest. */
export const maxNewest = 50;

/** The newest entries of one author, or reposts of one post. */
export interface NewestEntries {
  readonly newest: readonly Entry[];
  /** Whether there are no older ones. */
  readonly whole: boolean;
}

/** @param limit the most entries that the read could give */
export function newestEntries(read: readonly Entry[], limit: number): NewestEntries {
  return { newest: read.slice(0, maxNewest), whole: read.length < limit && read.length <= maxNewest };
}

/** The entries in [from, before), if the cached newest entries cover that range; undefined if the store may have more. */
export function entriesAmong(
  list: NewestEntries | undefined,
  { from = '', before }: { from?: string; before: string },
  limit: number,
  isStanding: (entry: Entry) => boolean = () => true,
): Entry[] | undefined {
  if (list === undefined) return undefined;
  const { newest, whole } = list;
  const entries = newest.filter(
    (entry) => (before === '' || entry.id < before) && entry.id >= from && isStanding(entry),
  );
  const isCovered = whole || (from !== '' && newest.at(-1)!.id < from);
  return isCovered || entries.length >= limit ? entries.slice(0, limit) : undefined;
}
