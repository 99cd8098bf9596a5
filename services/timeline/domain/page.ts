import { type Audience, belongs } from './audience.ts';
import { type Entry, isRepost } from './entry.ts';
import { foldedIds, type IdTimes, type RepostWindow } from './folding.ts';

/** An entry with everything that is shown of it, encoded. */
export interface ShownEntry {
  readonly entry: Entry;
  readonly post: Uint8Array;
  /** The reposter; absent for a post by its author. */
  readonly repostedBy?: Uint8Array;
}

export interface Page {
  readonly entries: ShownEntry[];
  /** The next page has entries below this id; absent after the last. */
  readonly beforeId?: string;
}

/** The look-ups that decide about candidates; each takes a whole batch and leaves out what is not to be shown. */
export interface Judges {
  posts(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  activeUsers(ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  reposts(windows: readonly RepostWindow[], limit: number): Promise<Entry[][]>;
}

export interface PageOptions {
  readonly audience: Audience;
  readonly size: number;
  readonly foldWindowMs: number;
  readonly times: IdTimes;
  readonly judges: Judges;
}

/** Candidates looked at for one page at the most, in page sizes: where most are gone a page is short instead of slow. */
const patience = 10;

/**
 * Takes a page from candidates that come newest first: those that belong, exist, and are not folded.
 * Its place is the last candidate's id, so what is posted meanwhile moves nothing.
 */
export async function takePage(candidates: AsyncIterator<Entry>, options: PageOptions): Promise<Page> {
  const shown: ShownEntry[] = [];
  let budget = patience * options.size;
  let lastId: string | undefined;
  let ended = false;
  while (shown.length < options.size && budget > 0 && !ended) {
    const batch: Entry[] = [];
    while (shown.length + batch.length < options.size && budget > 0) {
      const next = await candidates.next();
      ended = next.done === true;
      if (next.done) break;
      budget -= 1;
      lastId = next.value.entryId;
      if (belongs(next.value, options.audience)) batch.push(next.value);
    }
    shown.push(...(await judge(batch, options)));
  }
  ended ||= (await candidates.next()).done === true;
  return ended || lastId === undefined ? { entries: shown } : { entries: shown, beforeId: lastId };
}

async function judge(batch: readonly Entry[], options: PageOptions): Promise<ShownEntry[]> {
  if (batch.length === 0) return [];
  const { judges, audience, foldWindowMs, times } = options;
  const reposters = [...new Set(batch.filter(isRepost).map(({ actorId }) => actorId))];
  const [posts, actors, folded] = await Promise.all([
    judges.posts([...new Set(batch.map(({ subjectId }) => subjectId))]),
    reposters.length === 0 ? new Map<string, Uint8Array>() : judges.activeUsers(reposters),
    foldedIds(batch, { ...judges, authorIds: audience.authorIds, windowMs: foldWindowMs, times }),
  ]);
  return batch.flatMap((entry): ShownEntry[] => {
    const post = posts.get(entry.subjectId);
    if (post === undefined || folded.has(entry.entryId)) return [];
    if (!isRepost(entry)) return [{ entry, post }];
    const repostedBy = actors.get(entry.actorId);
    return repostedBy === undefined ? [] : [{ entry, post, repostedBy }];
  });
}
