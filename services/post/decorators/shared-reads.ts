import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import { entriesAmong, maxNewest, type NewestEntries, newestEntries } from '../domain/newest-entries.ts';
import type { Entry, PostState } from '../domain/post.ts';
import type { AuthorCursor, AuthorHead, PostStore, RecentReactions } from '../ports.ts';
import { maxRecentReactions, statesAmong } from './recent-reactions.ts';

export interface PostCaches {
  /** States of posts, by post id. */
  readonly states: Cache<PostState>;
  /** Heads by author id, with empty ids for an author who never had an entry. */
  readonly heads: Cache<AuthorHead>;
  /** The newest entries of authors, by author id. A cached list may have reposts of posts that were removed since. */
  readonly entries: Cache<NewestEntries>;
  /** The newest reposts of posts, by post id. */
  readonly reposts: Cache<NewestEntries>;
  /** The newest reactions of people, by their id. */
  readonly reactions: Cache<RecentReactions>;
}

export interface SharedReadsOptions extends PostCaches {
  readonly store: PostStore;
  readonly ttlMs: number;
  /** Whether an id was issued so long ago that its absence may be cached. */
  readonly isSettled: (id: string) => boolean;
  /** Receives failures of the cache. Reads then use the store. */
  readonly onError?: (error: unknown) => void;
}

type Reads = Pick<PostStore, 'states' | 'viewerStates' | 'authorHeads' | 'authorEntries' | 'reposts'>;

/** The reads of pages, through caches. Each call makes at most one call for each kind of cached value. */
export function sharedReads(options: SharedReadsOptions): Reads {
  const { store, ttlMs, isSettled, onError } = options;
  const through = <V>(cache: Cache<V>, load: (keys: string[]) => Promise<ReadonlyMap<string, V>>) =>
    readThrough<V>({ cache, load, ttlMs, ...(onError && { onError }) });
  /** The values that exist, by key, each key once. */
  const byKey = <V>(cache: Cache<V>, load: (keys: string[]) => Promise<ReadonlyMap<string, V>>) => {
    const read = through(cache, load);
    return async (keys: Iterable<string>): Promise<Map<string, V>> => {
      const wanted = [...new Set(keys)].filter((key) => key !== '');
      const found = wanted.length === 0 ? [] : await read(wanted);
      return new Map(wanted.flatMap((key, i) => (found[i] === undefined ? [] : [[key, found[i]] as const])));
    };
  };

  const states = byKey(options.states, (ids) => store.states(ids));
  const heads = byKey(options.heads, async (authorIds) => {
    const known = new Map((await store.authorHeads(authorIds)).map((head) => [head.authorId, head]));
    for (const authorId of authorIds) {
      if (known.has(authorId) || !isSettled(authorId)) continue;
      known.set(authorId, { authorId, lastEntryId: '', lastPullEntryId: '' });
    }
    return known;
  });
  const entries = byKey(options.entries, async (authorIds) => {
    const newest = authorIds.map((authorId) => ({ authorId, before: '' }));
    const lists = await store.authorEntries(newest, maxNewest, false);
    return new Map(authorIds.map((id, i) => [id, newestEntries(lists[i]!, maxNewest)]));
  });
  const reposts = byKey(options.reposts, async (postIds) => {
    const newest = postIds.map((subjectId) => ({ subjectId, from: '', before: '' }));
    const lists = await store.reposts(newest, maxNewest);
    return new Map(postIds.map((id, i) => [id, newestEntries(lists[i]!, maxNewest)]));
  });
  const reactions = byKey(
    options.reactions,
    async ([userId = '']) => new Map([[userId, await store.recentReactions(userId, maxRecentReactions)]]),
  );

  /** Which of these entries are of posts that exist: a list may be older than the removal of a reposted post. */
  const standing = async (lists: readonly (readonly Entry[])[]): Promise<(entry: Entry) => boolean> => {
    const reposted = lists.flat().filter(({ id, subjectId }) => id !== subjectId);
    const found = await states(reposted.map(({ subjectId }) => subjectId));
    return ({ id, subjectId }) => id === subjectId || found.get(subjectId)?.deleted === false;
  };

  return {
    states,
    async viewerStates(userId, postIds) {
      const recent = (await reactions([userId])).get(userId);
      if (recent === undefined) return store.viewerStates(userId, postIds);
      const { states: known, older } = statesAmong(recent, postIds);
      return older.length === 0 ? known : new Map([...known, ...(await store.viewerStates(userId, older))]);
    },
    async authorHeads(authorIds) {
      return [...(await heads(authorIds)).values()].filter(({ lastEntryId }) => lastEntryId !== '');
    },
    async authorEntries(cursors, limit, pullOnly) {
      if (pullOnly) return store.authorEntries(cursors, limit, pullOnly);
      const bounded = cursors.filter(({ before, from = '' }) => before !== '' || from !== '');
      const headOf = await heads(bounded.map(({ authorId }) => authorId));
      const isEmpty = ({ authorId, from = '' }: AuthorCursor) =>
        from !== '' && (headOf.get(authorId)?.lastEntryId ?? from) < from;
      const isNewest = ({ authorId, before }: AuthorCursor) =>
        before === '' || (headOf.get(authorId)?.lastEntryId ?? before) < before;
      const listOf = await entries(
        cursors.filter((cursor) => isNewest(cursor) && !isEmpty(cursor)).map(({ authorId }) => authorId),
      );
      const isStanding = await standing([...listOf.values()].map(({ newest }) => newest));
      const known = cursors.map((cursor) =>
        isEmpty(cursor) ? [] : entriesAmong(listOf.get(cursor.authorId), cursor, limit, isStanding),
      );
      return completed(cursors, known, (rest) => store.authorEntries(rest, limit, false));
    },
    async reposts(windows, limit) {
      const listOf = await reposts(windows.map(({ subjectId }) => subjectId));
      const known = windows.map((window) => entriesAmong(listOf.get(window.subjectId), window, limit));
      return completed(windows, known, (rest) => store.reposts(rest, limit));
    },
  };
}

/** The known lists, and the lists of the other windows from the store, in the order of the windows. */
async function completed<Window, List>(
  windows: readonly Window[],
  known: readonly (List | undefined)[],
  read: (rest: readonly Window[]) => Promise<readonly List[]>,
): Promise<List[]> {
  const rest = windows.filter((_, i) => known[i] === undefined);
  const others = rest.length === 0 ? [] : [...(await read(rest))];
  return known.map((list) => list ?? others.shift()!);
}
