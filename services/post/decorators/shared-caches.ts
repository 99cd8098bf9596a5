import { invalidateAround } from '../../../platform/cache/invalidate-around.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import type { PostStore, Recounts } from '../ports.ts';
import { type PostCaches, type SharedReadsOptions, sharedReads } from './shared-reads.ts';

export interface SharedCachesOptions extends SharedReadsOptions {
  readonly store: PostStore & Recounts;
}

/** What a change makes stale. Empty ids are ignored. */
interface Stale {
  /** Posts whose state or counts change. */
  readonly postIds?: readonly string[];
  /** Posts whose list of reposts changes. */
  readonly repostsOf?: readonly string[];
  /** Somebody whose entries change. */
  readonly authorId?: string;
  /** Somebody whose reactions change. */
  readonly reactionsOf?: string;
}

/**
 * Removes the cached states and reposts of posts. A purge that does not know the posts beforehand calls it before it changes
 * them.
 */
export function invalidatePosts(caches: Pick<PostCaches, 'states' | 'reposts'>) {
  return async (postIds: readonly string[]): Promise<void> => {
    await Promise.all([caches.states.invalidate(postIds), caches.reposts.invalidate(postIds)]);
  };
}

/**
 * What pages read of posts, through caches that all processes share. A purge must call `invalidatePosts` for the posts that
 * it changes: only the store knows them.
 */
export function sharedCaches(options: SharedCachesOptions): PostStore & Recounts {
  const { store, states, heads, entries, reposts, reactions } = options;
  const reads = sharedReads(options);
  const invalidate = async ({ postIds = [], repostsOf = [], authorId = '', reactionsOf = '' }: Stale) => {
    const of = <V>(cache: Cache<V>, ids: readonly string[]) => {
      const keys = [...new Set(ids)].filter((id) => id !== '');
      return keys.length === 0 ? undefined : cache.invalidate(keys);
    };
    await Promise.all([
      of(states, postIds),
      of(reposts, repostsOf),
      of(heads, [authorId]),
      of(entries, [authorId]),
      of(reactions, [reactionsOf]),
    ]);
  };
  const changing = <T>(stale: Stale, work: () => Promise<T>): Promise<T> =>
    invalidateAround(() => invalidate(stale), work);
  const stateOf = async (postId: string) => (await reads.states([postId])).get(postId);
  /** What the creation or removal of a stored post makes stale. A place never changes, so a cached one will do. */
  const around = async (postId: string): Promise<Stale> => {
    const { authorId = '', replyToId = '', quotedId = '' } = (await stateOf(postId)) ?? {};
    return { postIds: [postId, replyToId, quotedId], repostsOf: [postId], authorId };
  };
  const reposting = (postId: string, userId: string): Stale => {
    return { postIds: [postId], repostsOf: [postId], authorId: userId, reactionsOf: userId };
  };

  return {
    ...store,
    ...reads,
    createPost(post) {
      const { id, writeId, replyToId, quotedId, authorId } = post;
      // The id of a first arrival is not cached: nobody had it.
      const own = id === writeId ? [] : [id, writeId];
      const stale = { postIds: [...own, replyToId, quotedId], repostsOf: own, authorId };
      return changing(stale, () => store.createPost(post));
    },
    async postOfWrite(writeId) {
      // It completes what an earlier attempt left undone.
      const stale = await around(writeId);
      const id = await changing(stale, () => store.postOfWrite(writeId));
      // Its post may have another id, or may have appeared meanwhile.
      if (id !== undefined) await invalidate(await around(id));
      return id;
    },
    async deletePost(removal) {
      return changing(await around(removal.postId), () => store.deletePost(removal));
    },
    like: (postId, userId, change) =>
      changing({ postIds: [postId], reactionsOf: userId }, () => store.like(postId, userId, change)),
    unlike: (postId, userId, change) =>
      changing({ postIds: [postId], reactionsOf: userId }, () => store.unlike(postId, userId, change)),
    repost: (postId, userId, ...rest) =>
      changing(reposting(postId, userId), () => store.repost(postId, userId, ...rest)),
    unrepost: (postId, userId, change) =>
      changing(reposting(postId, userId), () => store.unrepost(postId, userId, change)),
    recount: (changed) => changing({ postIds: [changed.postId] }, () => store.recount(changed)),
    async verifyCounts(part) {
      const check = await store.verifyCounts(part);
      if (part.repair) await invalidate({ postIds: check.mismatches.map(({ subjectId }) => subjectId) });
      return check;
    },
    async restamp(actorId, entryId) {
      // Above the entry, and below every other id above it.
      const only = { authorId: actorId, from: entryId, before: `${entryId}0` };
      const [found = []] = await store.authorEntries([only], 1, false);
      const repostsOf = found.map(({ subjectId }) => subjectId);
      await changing({ authorId: actorId, repostsOf }, () => store.restamp(actorId, entryId));
    },
    purge: (userId, limit) =>
      changing({ authorId: userId, reactionsOf: userId }, () => store.purge(userId, limit)),
  };
}
