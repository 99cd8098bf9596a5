import { committedMemory } from '../../../platform/sqlite/committed-memory.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import { type Entry, NOTHING_DONE, type ViewerState } from '../domain/post.ts';
import type { AuthorCursor, AuthorHead, PostStore } from '../ports.ts';

/** For how many posts the states of one viewer are remembered; a state takes about 60 bytes. */
const maxPostsOfViewer = 200;
/** Reposts of a post are remembered when there are fewer than so many. */
const maxReposts = 50;

/** Entries of one author that are remembered. */
const maxEntries = 50;

/** The newest entries of one author. */
interface NewestEntries {
  readonly newest: readonly Entry[];
  /** There are no others. */
  readonly whole: boolean;
}

type Reads = Pick<PostStore, 'viewerStates' | 'reposts' | 'authorHeads' | 'authorEntries'>;

/**
 * What every home page asks for, kept in memory by the one process that writes the database: what a viewer did with
 * posts, the reposts of a post, the newest entries of an author. Rows are read when a write has changed them.
 *
 * @param max posts and heads of authors that are remembered; a tenth as many viewers, a twentieth as many lists
 */
export function rememberedReads(store: PostStore, db: Pick<Database, 'afterCommit'>, max: number): PostStore {
  const viewers = committedMemory<Map<string, ViewerState>>(db, Math.ceil(max / 10));
  const reposts = committedMemory<readonly Entry[]>(db, max);
  const heads = committedMemory<AuthorHead>(db, max);
  const lists = committedMemory<NewestEntries>(db, Math.ceil(max / 20));

  const reads: Reads = {
    async viewerStates(userId, postIds) {
      const mine = viewers.get(userId) ?? new Map<string, ViewerState>();
      const missing = postIds.filter((id) => !mine.has(id));
      if (missing.length === 0) return doneAmong(mine, postIds);
      const moment = viewers.moment();
      const found = await store.viewerStates(userId, missing);
      const all = mine.size + missing.length > maxPostsOfViewer ? new Map<string, ViewerState>() : mine;
      for (const id of postIds) all.set(id, found.get(id) ?? mine.get(id) ?? NOTHING_DONE);
      viewers.keep(moment, userId, all);
      return doneAmong(all, postIds);
    },
    async reposts(windows, limit) {
      const missing = windows.filter(({ subjectId }) => reposts.get(subjectId) === undefined);
      if (missing.length > 0) {
        const moment = reposts.moment();
        const whole = missing.map(({ subjectId }) => ({ subjectId, from: '', before: '' }));
        const lists = await store.reposts(whole, maxReposts);
        for (const [i, { subjectId }] of whole.entries()) {
          if (lists[i]!.length < maxReposts) reposts.keep(moment, subjectId, lists[i]!);
        }
      }
      const known = windows.map(({ subjectId }) => reposts.get(subjectId));
      const rest = windows.filter((_, i) => known[i] === undefined);
      const others = rest.length === 0 ? [] : [...(await store.reposts(rest, limit))];
      return windows.map(({ from, before }, i) => {
        const list = known[i];
        if (list === undefined) return others.shift()!;
        return list.filter(({ id }) => id >= from && (before === '' || id < before)).slice(0, limit);
      });
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
      const found = cursors.map((cursor) => rememberedEntries(cursor, limit));
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

  /** A reader's own newest entries are asked for at every page, and mostly there are none: his head tells. */
  const knowBounds = async (cursors: readonly AuthorCursor[]) => {
    const bounded = cursors.filter(({ from = '' }) => from !== '').map(({ authorId }) => authorId);
    if (bounded.length > 0) await reads.authorHeads(bounded);
  };
  const rememberedEntries = (cursor: AuthorCursor, limit: number): Entry[] | undefined => {
    const { authorId, before, from = '' } = cursor;
    const head = from === '' ? undefined : heads.get(authorId);
    if (head !== undefined && head.lastEntryId < from) return [];
    const list = lists.get(authorId);
    if (list === undefined) return undefined;
    const entries = list.newest.filter(({ id }) => (before === '' || id < before) && id >= from);
    const isEnough = list.whole || entries.length >= limit || (from !== '' && list.newest.at(-1)!.id < from);
    return isEnough ? entries.slice(0, limit) : undefined;
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
      // Whoever reposted it has it in his list.
      lists.changingAll();
      return store.deletePost(removal);
    },
    like(postId, userId, change) {
      viewers.changing(userId);
      return store.like(postId, userId, change);
    },
    unlike(postId, userId, change) {
      viewers.changing(userId);
      return store.unlike(postId, userId, change);
    },
    repost(postId, userId, change, entry) {
      for (const memory of [viewers, heads, lists]) memory.changing(userId);
      reposts.changing(postId);
      return store.repost(postId, userId, change, entry);
    },
    unrepost(postId, userId, change) {
      for (const memory of [viewers, lists]) memory.changing(userId);
      reposts.changing(postId);
      return store.unrepost(postId, userId, change);
    },
    restamp(actorId, entryId) {
      for (const memory of [heads, lists]) memory.changing(actorId);
      reposts.changingAll();
      return store.restamp(actorId, entryId);
    },
    purge(userId, limit) {
      for (const memory of [viewers, reposts, heads, lists]) memory.changingAll();
      return store.purge(userId, limit);
    },
  };
}

function newestEntries(read: readonly Entry[], limit: number): NewestEntries {
  return { newest: read.slice(0, maxEntries), whole: read.length < limit && read.length <= maxEntries };
}

function doneAmong(
  states: ReadonlyMap<string, ViewerState>,
  postIds: readonly string[],
): Map<string, ViewerState> {
  const done = new Map<string, ViewerState>();
  for (const id of postIds) {
    const state = states.get(id);
    if (state !== undefined && state !== NOTHING_DONE) done.set(id, state);
  }
  return done;
}
