import type { Audience } from './audience.ts';
import { type Entry, isRepost } from './entry.ts';
import { type IdTimes, leftOutIds, type RepostWindow } from './folding.ts';

/** A post ready to be shown, encoded, and who wrote it. */
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

/** The look-ups that decide about candidates; each takes a whole batch and leaves out what is not to be shown. */
export interface Judges {
  posts(ids: readonly string[]): Promise<ReadonlyMap<string, ShownPost>>;
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  reposts(windows: readonly RepostWindow[], limit: number): Promise<Entry[][]>;
}

export interface JudgeOptions {
  readonly audience: Audience;
  readonly judges: Judges;
  readonly foldWindowMs: number;
  readonly times: IdTimes;
}

const nobody: ReadonlyMap<string, Uint8Array> = new Map();
const none: ReadonlySet<string> = new Set();

/** Of candidates of an audience's authors, those that exist, may be seen and are not folded; in the given order. */
export async function judge(candidates: readonly Entry[], options: JudgeOptions): Promise<ShownEntry[]> {
  if (candidates.length === 0) return [];
  const { judges, audience, foldWindowMs: windowMs, times } = options;
  const reposterIds = [...new Set(candidates.filter(isRepost).map(({ actorId }) => actorId))];
  const [posts, reposters] = await Promise.all([
    judges.posts([...new Set(candidates.map(({ subjectId }) => subjectId))]),
    reposterIds.length === 0 ? nobody : judges.activeUsers(reposterIds),
  ]);
  const visible = candidates.flatMap((entry) => {
    const post = posts.get(entry.subjectId);
    if (post === undefined || audience.hiddenIds.has(post.authorId)) return [];
    const repostedBy = reposters.get(entry.actorId);
    if (isRepost(entry) && repostedBy === undefined) return [];
    return [{ entry, subjectAuthorId: post.authorId, post: post.bytes, repostedBy }];
  });
  const leftOut =
    reposterIds.length === 0
      ? none
      : await leftOutIds(visible, { ...judges, authorIds: audience.authorIds, windowMs, times });
  return visible
    .filter(({ entry }) => !leftOut.has(entry.entryId))
    .map(({ entry, post, repostedBy }) =>
      isRepost(entry) && repostedBy !== undefined ? { entry, post, repostedBy } : { entry, post },
    );
}
