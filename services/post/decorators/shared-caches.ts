import { invalidateAround } from '../../../platform/cache/invalidate-around.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { readThrough } from '../../../platform/cache/read-through.ts';
import type { PostState } from '../domain/post.ts';
import type { PostStore, Recounts } from '../ports.ts';

export interface PostCaches {
  /** States of posts, by post id. */
  readonly states: Cache<PostState>;
  /** The id of the newest entry that each author ever had, by author id; empty without one. */
  readonly heads: Cache<string>;
}

export interface SharedCachesOptions extends PostCaches {
  readonly store: PostStore & Recounts;
  readonly ttlMs: number;
  /** Whether an id was issued so long ago that its absence may be cached. */
  readonly isSettled: (id: string) => boolean;
  /** Receives failures of the cache. Reads then use the store. */
  readonly onError?: (error: unknown) => void;
}

/**
 * States of posts, and the heads that answer whether an author has new entries, through caches that all processes share.
 * A purge must invalidate the states of the posts that it changes: only the store knows them.
 */
export function sharedCaches(options: SharedCachesOptions): PostStore & Recounts {
  const { store, states, heads, ttlMs, isSettled, onError } = options;
  const common = { ttlMs, ...(onError && { onError }) };
  const readStates = readThrough<PostState>({ ...common, cache: states, load: (ids) => store.states(ids) });
  const readHeads = readThrough<string>({
    ...common,
    cache: heads,
    async load(authorIds) {
      const found = await store.authorHeads(authorIds);
      const known = new Map(found.map(({ authorId, lastEntryId }) => [authorId, lastEntryId]));
      for (const id of authorIds) if (!known.has(id) && isSettled(id)) known.set(id, '');
      return known;
    },
  });
  const changing = <T>(
    { postIds = [], authorId }: { postIds?: readonly string[]; authorId?: string },
    work: () => Promise<T>,
  ): Promise<T> => {
    const ids = [...new Set(postIds)].filter((id) => id !== '');
    return invalidateAround(async () => {
      await Promise.all([
        ids.length === 0 ? undefined : states.invalidate(ids),
        authorId === undefined ? undefined : heads.invalidate([authorId]),
      ]);
    }, work);
  };
  /** The posts whose counts a post is part of. A place never changes, so a cached one will do. */
  const around = async (postId: string): Promise<string[]> => {
    const [state] = await readStates([postId]);
    return state === undefined ? [] : [state.replyToId, state.quotedId];
  };

  return {
    ...store,
    async states(ids) {
      const wanted = [...new Set(ids)].filter((id) => id !== '');
      const found = wanted.length === 0 ? [] : await readStates(wanted);
      return new Map(found.flatMap((state) => (state === undefined ? [] : [[state.id, state] as const])));
    },
    createPost(post) {
      const { id, writeId, replyToId, quotedId, authorId } = post;
      // The id of a first arrival is not cached: nobody had it.
      const own = id === writeId ? [] : [id, writeId];
      return changing({ postIds: [...own, replyToId, quotedId], authorId }, () => store.createPost(post));
    },
    async postOfWrite(writeId) {
      const id = await store.postOfWrite(writeId);
      // What its first arrival left undone was counted now.
      if (id !== undefined) await states.invalidate((await around(id)).filter((each) => each !== ''));
      return id;
    },
    async deletePost(removal) {
      const postIds = [removal.postId, ...(await around(removal.postId))];
      return changing({ postIds }, () => store.deletePost(removal));
    },
    like: (postId, ...rest) => changing({ postIds: [postId] }, () => store.like(postId, ...rest)),
    unlike: (postId, ...rest) => changing({ postIds: [postId] }, () => store.unlike(postId, ...rest)),
    repost: (postId, userId, ...rest) =>
      changing({ postIds: [postId], authorId: userId }, () => store.repost(postId, userId, ...rest)),
    unrepost: (postId, ...rest) => changing({ postIds: [postId] }, () => store.unrepost(postId, ...rest)),
    recount: (changed) => changing({ postIds: [changed.postId] }, () => store.recount(changed)),
    async authorEntries(cursors, limit, pullOnly) {
      const bounded = cursors.filter(({ from = '' }) => from !== '').map(({ authorId }) => authorId);
      if (bounded.length === 0) return store.authorEntries(cursors, limit, pullOnly);
      const authors = [...new Set(bounded)];
      const found = await readHeads(authors);
      const headOf = new Map(authors.map((id, i) => [id, found[i]]));
      const isEmpty = cursors.map(({ authorId, from = '' }) => {
        const head = from === '' ? undefined : headOf.get(authorId);
        return head !== undefined && head < from;
      });
      const rest = cursors.filter((_, i) => !isEmpty[i]);
      const lists = rest.length === 0 ? [] : [...(await store.authorEntries(rest, limit, pullOnly))];
      return isEmpty.map((empty) => (empty ? [] : lists.shift()!));
    },
  };
}
