import { committedCache, committedMaps } from '../../../platform/sqlite/committed-cache.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import { type Entry, NOTHING_DONE, type ViewerState } from '../domain/post.ts';
import type { AuthorCursor, AuthorHead, PostStore } from '../ports.ts';

/** The most posts per viewer whose likes and reposts are cached. */
const maxPostsOfViewer = 200;

/** The most cached entries of one author, and reposts of one post: the newest. */
const maxEntries = 50;

/** The newest entries of one author, or reposts of one post. */
interface NewestEntries {
  readonly newest: readonly Entry[];
  /** Whether there are no older ones. */
  readonly whole: boolean;
}

type Reads = Pick<PostStore, 'viewerStates' | 'reposts' | 'authorHeads' | 'authorEntries'>;

/**
 * Caches the reads of every home page, in the one process that writes the database: what a viewer did with posts, the reposts
 * of a post, the newest entries of an author. A write makes the next read of changed rows go to the store.
 *
 * @param maxBytes the most memory: a quarter each for viewer states, reposts, heads and entries of authors
 */
export function cachedReads(
  store: PostStore,
  db: Pick<Database, 'afterCommit'>,
  maxBytes: number,
): PostStore {
  const done = committedMaps<Done>(db, { maxBytes: maxBytes / 4, maxEntries: maxPostsOfViewer });
  const reposts = committedCache<NewestEntries>(db, maxBytes / 4);
  const heads = committedCache<AuthorHead>(db, maxBytes / 4);
  const lists = committedCache<NewestEntries>(db, maxBytes / 4);

  const reads: Reads = {
    async viewerStates(userId, postIds) {
      const ofViewer = done.get(userId);
      const states = new Map<string, ViewerState>();
      const missing: string[] = [];
      for (const id of postIds) {
        const known = ofViewer?.get(id);
        if (known === undefined) missing.push(id);
        else if (known !== nothing) states.set(id, stateOfDone(known));
      }
      if (missing.length === 0) return states;
      const moment = done.moment();
      const found = await store.viewerStates(userId, missing);
      done.add(moment, userId, new Map(missing.map((id) => [id, doneOf(found.get(id) ?? NOTHING_DONE)])));
      for (const [id, state] of found) states.set(id, state);
      return states;
    },
    async reposts(windows, limit) {
      const missing = windows.filter(({ subjectId }) => reposts.get(subjectId) === undefined);
      if (missing.length > 0) {
        const moment = reposts.moment();
        const newest = missing.map(({ subjectId }) => ({ subjectId, from: '', before: '' }));
        const found = await store.reposts(newest, maxEntries);
        for (const [i, { subjectId }] of newest.entries())
          reposts.keep(moment, subjectId, newestEntries(found[i]!, maxEntries));
      }
      const known = windows.map((window) => entriesAmong(reposts.get(window.subjectId), window, limit));
      const rest = windows.filter((_, i) => known[i] === undefined);
      const others = rest.length === 0 ? [] : [...(await store.reposts(rest, limit))];
      return known.map((list) => list ?? others.shift()!);
    },
    async authorHeads(authorIds) {
      const known = new Map<string, AuthorHead>();
      const missing: string[] = [];
      for (const authorId of authorIds) {
        const head = heads.get(authorId);
        if (head === undefined) missing.push(authorId);
        else known.set(authorId, head);
      }
      if (missing.length > 0) {
        const moment = heads.moment();
        for (const head of await store.authorHeads(missing)) known.set(head.authorId, head);
        for (const authorId of missing) {
          const head = known.get(authorId) ?? { authorId, lastEntryId: '', lastPullEntryId: '' };
          heads.keep(moment, authorId, head);
        }
      }
      return [...known.values()].filter(({ lastEntryId }) => lastEntryId !== '');
    },
    async authorEntries(cursors, limit, pullOnly) {
      if (pullOnly) return store.authorEntries(cursors, limit, pullOnly);
      await knowBounds(cursors);
      const found = cursors.map((cursor) => cachedEntries(cursor, limit));
      const missing = cursors.filter((_, i) => found[i] === undefined);
      if (missing.length === 0) return found as Entry[][];
      const moment = lists.moment();
      const read = [...(await store.authorEntries(missing, limit, false))];
      for (const [i, { authorId, before, from = '' }] of missing.entries()) {
        const head = heads.get(authorId)?.lastEntryId;
        const fromNewest = before === '' || (head !== undefined && head < before);
        if (fromNewest && from === '') lists.keep(moment, authorId, newestEntries(read[i]!, limit));
      }
      return found.map((list) => list ?? read.shift()!);
    },
  };

  /**
   * Reads the heads of authors with a lower bound. Every page asks for the reader's own new entries; the head shows without a
   * read that there are none.
   */
  const knowBounds = async (cursors: readonly AuthorCursor[]) => {
    const bounded = cursors.filter(({ from = '' }) => from !== '').map(({ authorId }) => authorId);
    if (bounded.length > 0) await reads.authorHeads(bounded);
  };
  const cachedEntries = (cursor: AuthorCursor, limit: number): Entry[] | undefined => {
    const { authorId, before, from = '' } = cursor;
    const head = from === '' ? undefined : heads.get(authorId);
    if (head !== undefined && head.lastEntryId < from) return [];
    return entriesAmong(lists.get(authorId), { from, before }, limit);
  };

  return {
    ...store,
    ...reads,
    createPost(post) {
      for (const memory of [heads, lists]) memory.changing(post.authorId);
      return store.createPost(post);
    },
    deletePost(removal) {
      reposts.changing(removal.postId);
      // The lists of all reposters contain it.
      lists.changingAll();
      return store.deletePost(removal);
    },
    like(postId, userId, change) {
      done.changing(userId);
      return store.like(postId, userId, change);
    },
    unlike(postId, userId, change) {
      done.changing(userId);
      return store.unlike(postId, userId, change);
    },
    repost(postId, userId, change, entry) {
      for (const memory of [done, heads, lists]) memory.changing(userId);
      reposts.changing(postId);
      return store.repost(postId, userId, change, entry);
    },
    unrepost(postId, userId, change) {
      for (const memory of [done, lists]) memory.changing(userId);
      reposts.changing(postId);
      return store.unrepost(postId, userId, change);
    },
    restamp(actorId, entryId) {
      for (const memory of [heads, lists]) memory.changing(actorId);
      reposts.changingAll();
      return store.restamp(actorId, entryId);
    },
    purge(userId, limit) {
      for (const memory of [done, reposts, heads, lists]) memory.changingAll();
      return store.purge(userId, limit);
    },
  };
}

function newestEntries(read: readonly Entry[], limit: number): NewestEntries {
  return { newest: read.slice(0, maxEntries), whole: read.length < limit && read.length <= maxEntries };
}

/** The entries in [from, before), if the cached newest entries cover that range; undefined if the store may have more. */
function entriesAmong(
  list: NewestEntries | undefined,
  { from, before }: { from: string; before: string },
  limit: number,
): Entry[] | undefined {
  if (list === undefined) return undefined;
  const entries = list.newest.filter(({ id }) => (before === '' || id < before) && id >= from);
  const isEnough = list.whole || entries.length >= limit || (from !== '' && list.newest.at(-1)!.id < from);
  return isEnough ? entries.slice(0, limit) : undefined;
}

/** What one viewer did with one post, as bits: 1 liked, 2 reposted. */
type Done = number;
const nothing: Done = 0;

function doneOf({ liked, reposted }: ViewerState): Done {
  return (liked ? 1 : 0) + (reposted ? 2 : 0);
}

function stateOfDone(done: Done): ViewerState {
  return { liked: (done & 1) !== 0, reposted: (done & 2) !== 0 };
}
