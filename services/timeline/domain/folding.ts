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
  /** The reposts in its window, newest first. Fewer than `repostsPerRead` means there are no more. */
  readonly reposts: readonly Entry[];
}

export interface FoldOptions {
  /** The people whose entries belong to the timeline. */
  readonly authorIds: ReadonlySet<string>;
  /** As `Entries.repostsBy`. */
  repostsBy(
    actorIds: ReadonlySet<string>,
    windows: readonly RepostWindow[],
    limit: number,
  ): Promise<Entry[][]>;
  /** Returns the active accounts, as the keys of a map. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

interface Undecided {
  readonly id: string;
  readonly window: RepostWindow;
  /** Whether the repost itself was found, so that it was not undone. */
  readonly found: boolean;
  readonly reposts: readonly Entry[];
}

/** The most reposts of one window per read. */
export const repostsPerRead = 200;

/** The range of entries that fold a repost. It includes the repost itself. */
export function foldWindow({ entryId, subjectId }: Entry, windowMs: number, times: IdTimes): RepostWindow {
  return { subjectId, fromId: times.idAtTime(times.timeOf(entryId) - windowMs), beforeId: nextId(entryId) };
}

/**
 * The ids of the reposts to leave out. A repost is folded if the same post, or an earlier repost of it, is in the same
 * timeline within the window (12 h) before it. A folded repost also folds later ones: folding depends on the entries alone,
 * so pages, rings and rebuilds agree. Undone reposts are left out too: a ring may still have them, but this look-up no longer
 * finds them. If a window has more reposts than the page read, only those of the timeline's authors are read. So the cost of
 * a page depends on how many people its reader follows, not on how famous the post is.
 */
export async function leftOutIds(entries: readonly Foldable[], options: FoldOptions): Promise<Set<string>> {
  const leftOut = new Set<string>();
  let undecided: Undecided[] = [];
  for (const { entry, subjectAuthorId, window, reposts } of entries) {
    const { entryId: id, subjectId } = entry;
    if (options.authorIds.has(subjectAuthorId) && subjectId >= window.fromId) leftOut.add(id);
    else undecided.push({ id, window, found: false, reposts });
  }
  while (undecided.length > 0) undecided = await readMore(await decide(undecided, leftOut, options), options);
  return leftOut;
}

/** Decides by the reposts read so far. Returns the reposts whose windows have more to read. */
async function decide(
  undecided: readonly Undecided[],
  leftOut: Set<string>,
  { authorIds, activeUsers }: FoldOptions,
): Promise<Undecided[]> {
  const others = undecided.map(({ id, reposts }) =>
    reposts.filter(({ entryId, actorId }) => entryId !== id && authorIds.has(actorId)),
  );
  const actorIds = new Set(others.flat().map(({ actorId }) => actorId));
  const active = actorIds.size === 0 ? new Map() : await activeUsers([...actorIds]);
  return undecided.flatMap(({ id, window, found, reposts }, i) => {
    // The newest entry of a window is the repost itself.
    const exists = found || reposts[0]?.entryId === id;
    if (!exists || others[i]!.some(({ actorId }) => active.has(actorId))) leftOut.add(id);
    else if (reposts.length === repostsPerRead) {
      return [{ id, window: { ...window, beforeId: reposts.at(-1)!.entryId }, found: true, reposts }];
    }
    return [];
  });
}

async function readMore(undecided: Undecided[], { authorIds, repostsBy }: FoldOptions): Promise<Undecided[]> {
  if (undecided.length === 0) return undecided;
  const lists = await repostsBy(
    authorIds,
    undecided.map(({ window }) => window),
    repostsPerRead,
  );
  return undecided.map((each, i) => ({ ...each, reposts: lists[i]! }));
}
