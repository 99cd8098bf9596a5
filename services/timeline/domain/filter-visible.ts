import type { Audience } from './audience.ts';
import { type Entry, isRepost } from './entry.ts';
import {
  type Foldable,
  foldWindow,
  type IdTimes,
  leftOutIds,
  type RepostWindow,
  repostsPerRead,
} from './folding.ts';

/** A visible post, encoded, and its author. */
export interface ShownPost {
  readonly authorId: string;
  readonly bytes: Uint8Array;
}

/** An entry with everything that is shown of it, encoded. */
export interface ShownEntry {
  readonly entry: Entry;
  readonly post: Uint8Array;
  /** The reposter; absent for a post by its author. */
  readonly repostedBy?: Uint8Array;
}

/** What the visibility of a batch of candidates depends on, in one request. */
export interface CandidateQuery {
  readonly postIds: readonly string[];
  /** Reposters. */
  readonly userIds: readonly string[];
  /** For each repost, the window in which other reposts of its post fold it. */
  readonly windows: readonly RepostWindow[];
  /** The most reposts of one window. */
  readonly limit: number;
}

export interface CandidateFacts {
  readonly posts: ReadonlyMap<string, ShownPost>;
  /** Encoded skein.user.v1.User of accounts that are active; all others are absent. */
  readonly users: ReadonlyMap<string, Uint8Array>;
  /** In the windows' order: newest first, fewer than the limit only at the end. */
  readonly reposts: readonly (readonly Entry[])[];
}

/** The look-ups that decide about visibility. Each takes a whole batch and leaves out what may not be shown. */
export interface VisibilityLookups {
  gather(wanted: CandidateQuery): Promise<CandidateFacts>;
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** As `Entries.repostsBy`. */
  repostsBy(
    actorIds: ReadonlySet<string>,
    windows: readonly RepostWindow[],
    limit: number,
  ): Promise<Entry[][]>;
}

export interface FilterVisibleOptions {
  readonly audience: Audience;
  readonly lookups: VisibilityLookups;
  readonly foldWindowMs: number;
  readonly times: IdTimes;
}

/**
 * The candidates that exist, may be seen and are not folded, in the given order. Candidates are entries of the audience's
 * authors.
 */
export async function filterVisible(
  candidates: readonly Entry[],
  options: FilterVisibleOptions,
): Promise<ShownEntry[]> {
  if (candidates.length === 0) return [];
  const { lookups, audience, foldWindowMs, times } = options;
  const reposts = candidates.filter(isRepost);
  const windows = reposts.map((entry) => foldWindow(entry, foldWindowMs, times));
  const subjectIds = candidates.map(({ subjectId }) => subjectId);
  const gathered = await lookups.gather({
    // Each candidate occurs once, so only reposts can repeat a post.
    postIds: reposts.length === 0 ? subjectIds : [...new Set(subjectIds)],
    userIds: reposts.length < 2 ? reposts.map(actorOf) : [...new Set(reposts.map(actorOf))],
    windows,
    limit: repostsPerRead,
  });
  const undecided: Foldable[] = [];
  const shown: ShownEntry[] = [];
  let nthRepost = 0;
  for (const entry of candidates) {
    const at = isRepost(entry) ? nthRepost++ : undefined;
    const post = gathered.posts.get(entry.subjectId);
    if (post === undefined || audience.hiddenIds.has(post.authorId)) continue;
    if (at === undefined) {
      shown.push({ entry, post: post.bytes });
      continue;
    }
    const repostedBy = gathered.users.get(entry.actorId);
    if (repostedBy === undefined) continue;
    shown.push({ entry, post: post.bytes, repostedBy });
    undecided.push({
      entry,
      subjectAuthorId: post.authorId,
      window: windows[at]!,
      reposts: gathered.reposts[at]!,
    });
  }
  if (undecided.length === 0) return shown;
  const leftOut = await leftOutIds(undecided, { ...lookups, authorIds: audience.authorIds });
  return leftOut.size === 0 ? shown : shown.filter(({ entry }) => !leftOut.has(entry.entryId));
}

function actorOf({ actorId }: Entry): string {
  return actorId;
}
