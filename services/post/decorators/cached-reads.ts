import { committedCache } from '../../../platform/sqlite/committed-cache.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import { entriesAmong, maxNewest, type NewestEntries, newestEntries } from '../domain/newest-entries.ts';
import type { Entry } from '../domain/post.ts';
import type { AuthorCursor, AuthorHead, PostStore, RecentReactions } from '../ports.ts';
import { maxRecentReactions, statesAmong } from './recent-reactions.ts';

type Reads = Pick<PostStore, 'viewerStates' | 'reposts' | 'authorHeads' | 'authorEntries'>;

/**
 * Caches the reads of every home page, in the one process that writes the database: what a viewer did with posts, the reposts
 * of a post, the newest entries of an author. A write makes the next read of changed rows go to the store.
 *
 * @param maxBytes the most memory: a quarter each for viewer states, reposts, heads and entries of authors
 */
export function cachedReads(store: PostStore, db: Pick<Database, 'onCommit'>, maxBytes: number): PostStore {
  const done = committedCache<RecentReactions>(db, maxBytes / 4);
  const reposts = committedCache<NewestEntries>(db, maxBytes / 4);
  const heads = committedCache<AuthorHead>(db, maxBytes / 4);
  const lists = committedCache<NewestEntries>(db, maxBytes / 4);

  const reads: Reads = {
    async viewerStates(userId, postIds) {
      let recent = done.get(userId);
      if (recent === undefined) {
        const moment = done.moment();
        recent = await store.recentReactions(userId, maxRecentReactions);
        done.keep(moment, userId, recent);
      }
      const { states, older } = statesAmong(recent, postIds);
      return older.length === 0 ? states : new Map([...states, ...(await store.viewerStates(userId, older))]);
    },
    async reposts(windows, limit) {
      const missing = windows.filter(({ subjectId }) => reposts.get(subjectId) === undefined);
      if (missing.length > 0) {
        const moment = reposts.moment();
        const newest = missing.map(({ subjectId }) => ({ subjectId, from: '', before: '' }));
        const found = await store.reposts(newest, maxNewest);
        for (const [i, { subjectId }] of newest.entries())
          reposts.keep(moment, subjectId, newestEntries(found[i]!, maxNewest));
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
