import { type Entry, isRepost, nextId } from './entry.ts';

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

/** An entry and who wrote its post. */
export interface AuthoredEntry {
  readonly entry: Entry;
  readonly subjectAuthorId: string;
}

export interface FoldOptions {
  /** Whose entries stand in the timeline. */
  readonly authorIds: ReadonlySet<string>;
  readonly windowMs: number;
  readonly times: IdTimes;
  /** Reposts within each window, newest first; fewer than the limit only at the end. */
  reposts(windows: readonly RepostWindow[], limit: number): Promise<Entry[][]>;
  /** Which accounts are active, as the keys of a map. */
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
}

interface Undecided {
  readonly id: string;
  readonly window: RepostWindow;
  /** The repost itself was found. */
  readonly stands: boolean;
}

const repostsPerRead = 200;

/**
 * The ids of the reposts that are left out. Folded are those for which the same post, or an earlier repost of it,
 * stands in the same timeline within the window before them. This is a property of entries, so that pages, rings
 * and rebuilds agree: what counts is that the earlier entry belongs to the timeline, not whether it was folded
 * itself. Left out as well is what was taken back, of which a ring does not know: the same look-up tells.
 *
 * @param entries whose posts are known to exist and to be visible
 */
export async function leftOutIds(
  entries: readonly AuthoredEntry[],
  options: FoldOptions,
): Promise<Set<string>> {
  const { authorIds, times, windowMs } = options;
  const leftOut = new Set<string>();
  let undecided: Undecided[] = [];
  for (const { entry, subjectAuthorId } of entries) {
    if (!isRepost(entry)) continue;
    const { entryId: id, subjectId } = entry;
    const fromId = times.idAtTime(times.timeOf(id) - windowMs);
    if (authorIds.has(subjectAuthorId) && subjectId >= fromId) leftOut.add(id);
    else undecided.push({ id, window: { subjectId, fromId, beforeId: nextId(id) }, stands: false });
  }
  while (undecided.length > 0) undecided = await decide(undecided, leftOut, options);
  return leftOut;
}

/** Looks at the next reposts of each window; what it gives back has more of them to look at. */
async function decide(
  undecided: Undecided[],
  leftOut: Set<string>,
  options: FoldOptions,
): Promise<Undecided[]> {
  const lists = await options.reposts(
    undecided.map(({ window }) => window),
    repostsPerRead,
  );
  const rivals = lists.map((list, i) =>
    list.filter(({ entryId, actorId }) => entryId !== undecided[i]?.id && options.authorIds.has(actorId)),
  );
  const actorIds = new Set(rivals.flat().map(({ actorId }) => actorId));
  const active = actorIds.size === 0 ? new Map() : await options.activeUsers([...actorIds]);
  return undecided.flatMap(({ id, window, stands }, i) => {
    const list = lists[i] ?? [];
    // The newest of its window is the repost itself.
    const isThere = stands || list[0]?.entryId === id;
    if (!isThere || rivals[i]?.some(({ actorId }) => active.has(actorId))) leftOut.add(id);
    else if (list.length === repostsPerRead) {
      return [{ id, window: { ...window, beforeId: list.at(-1)!.entryId }, stands: true }];
    }
    return [];
  });
}
