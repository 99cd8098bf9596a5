import { type Entry, nextId } from './entry.ts';

/** Reposts of one post with an id in [fromId, beforeId). */
export interface RepostWindow {
  readonly subjectId: string;
  readonly fromId: string;
  readonly beforeId: string;
}

/** The time of an id, and the first id of a time; milliseconds since 1970. */
export interface IdTimes {
  timeOf(id: string): number;
  idAtTime(ms: number): string;
}

/** A repost that exists and may be seen. */
export interface Foldable {
  readonly entry: Entry;
  readonly subjectAuthorId: string;
  readonly window: RepostWindow;
  /** The reposts in its window, newest first; fewer than `repostsPerRead` only at the end. */
  readonly reposts: readonly Entry[];
}

export interface FoldOptions {
  /** Whose entries stand in the timeline. */
  readonly authorIds: ReadonlySet<string>;
  /** As `Entries.repostsBy`. */
  repostsBy(
    actorIds: ReadonlySet<string>,
    windows: readonly RepostWindow[],
    limit: number,
  ): Promise<Entry[][]>;
  /** Which accounts are active, as the keys of a map. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

interface Undecided {
  readonly id: string;
  readonly window: RepostWindow;
  /** The repost itself was found. */
  readonly stands: boolean;
  readonly reposts: readonly Entry[];
}

/** Reposts of one window that one read gives at the most. */
export const repostsPerRead = 200;

/** Where another entry must stand for a repost to be folded, the repost itself included. */
export function foldWindow({ entryId, subjectId }: Entry, windowMs: number, times: IdTimes): RepostWindow {
  return { subjectId, fromId: times.idAtTime(times.timeOf(entryId) - windowMs), beforeId: nextId(entryId) };
}

/**
 * The ids of the reposts to leave out. A repost is folded if the same post, or an earlier repost of it, is in the same timeline
 * within the window (12 h) before it. A folded repost folds the next one: this is a property of the entries, so pages,
 * rings and rebuilds agree. Reposts that were taken back are left out too; a ring does not know of these, and the same
 * look-up finds them. Where a window has more reposts than came with the page, only those of the timeline's authors are
 * read, so the cost of a page depends on how many people its reader follows, not on how famous the post is.
 */
export async function leftOutIds(entries: readonly Foldable[], options: FoldOptions): Promise<Set<string>> {
  const leftOut = new Set<string>();
  let undecided: Undecided[] = [];
  for (const { entry, subjectAuthorId, window, reposts } of entries) {
    const { entryId: id, subjectId } = entry;
    if (options.authorIds.has(subjectAuthorId) && subjectId >= window.fromId) leftOut.add(id);
    else undecided.push({ id, window, stands: false, reposts });
  }
  while (undecided.length > 0) undecided = await readOn(await decide(undecided, leftOut, options), options);
  return leftOut;
}

/** Looks at the reposts that were read; gives back those of whose windows more is to be read. */
async function decide(
  undecided: readonly Undecided[],
  leftOut: Set<string>,
  { authorIds, activeUsers }: FoldOptions,
): Promise<Undecided[]> {
  const rivals = undecided.map(({ id, reposts }) =>
    reposts.filter(({ entryId, actorId }) => entryId !== id && authorIds.has(actorId)),
  );
  const actorIds = new Set(rivals.flat().map(({ actorId }) => actorId));
  const active = actorIds.size === 0 ? new Map() : await activeUsers([...actorIds]);
  return undecided.flatMap(({ id, window, stands, reposts }, i) => {
    // The newest of its window is the repost itself.
    const isThere = stands || reposts[0]?.entryId === id;
    if (!isThere || rivals[i]!.some(({ actorId }) => active.has(actorId))) leftOut.add(id);
    else if (reposts.length === repostsPerRead) {
      return [{ id, window: { ...window, beforeId: reposts.at(-1)!.entryId }, stands: true, reposts }];
    }
    return [];
  });
}

async function readOn(undecided: Undecided[], { authorIds, repostsBy }: FoldOptions): Promise<Undecided[]> {
  if (undecided.length === 0) return undecided;
  const lists = await repostsBy(
    authorIds,
    undecided.map(({ window }) => window),
    repostsPerRead,
  );
  return undecided.map((each, i) => ({ ...each, reposts: lists[i]! }));
}
