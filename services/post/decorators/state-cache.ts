import { committedCache } from '../../../platform/sqlite/committed-cache.ts';
import type { Database } from '../../../platform/sqlite/database.ts';
import type { PostState } from '../domain/post.ts';
import type { PostStore } from '../ports.ts';

/**
 * Caches the states of posts, in the one process that writes the database. A write that changes a state, or a count of it,
 * makes the next read go to the store.
 *
 * @param maxBytes the most memory of the cache
 */
export function stateCache(store: PostStore, db: Pick<Database, 'onCommit'>, maxBytes: number): PostStore {
  const cached = committedCache<PostState>(db, maxBytes);
  const states: PostStore['states'] = async (ids) => {
    const found = new Map<string, PostState>();
    const missing: string[] = [];
    for (const id of ids) {
      const state = cached.get(id);
      if (state === undefined) missing.push(id);
      else found.set(id, state);
    }
    if (missing.length === 0) return found;
    const moment = cached.moment();
    for (const [id, state] of await store.states(missing)) {
      cached.keep(moment, id, state);
      found.set(id, state);
    }
    return found;
  };
  const reaction =
    <Rest extends unknown[], Answer>(react: (postId: string, ...rest: Rest) => Promise<Answer>) =>
    (postId: string, ...rest: Rest): Promise<Answer> => {
      cached.changing(postId);
      return react(postId, ...rest);
    };

  return {
    ...store,
    states,
    createPost(post) {
      cached.changing(post.replyToId, post.quotedId);
      return store.createPost(post);
    },
    async deletePost(removal) {
      // A write also changes the counts of the posts that it answers and quotes.
      const state = (await states([removal.postId])).get(removal.postId);
      if (state !== undefined) cached.changing(state.id, state.replyToId, state.quotedId);
      return store.deletePost(removal);
    },
    like: reaction(store.like),
    unlike: reaction(store.unlike),
    repost: reaction(store.repost),
    unrepost: reaction(store.unrepost),
    verifyCounts(part) {
      if (part.repair) cached.changingAll();
      return store.verifyCounts(part);
    },
    purge(userId, limit) {
      cached.changingAll();
      return store.purge(userId, limit);
    },
  };
}
