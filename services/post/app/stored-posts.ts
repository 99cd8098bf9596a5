import type { PostBody, PostState } from '../domain/post.ts';
import type { AppContext } from './context.ts';

/** A post as it is stored, whoever may see it. */
export interface StoredPost extends Pick<PostBody, 'text' | 'mentions' | 'hashtags' | 'links'> {
  readonly state: PostState;
  /** Empty if it is no reply, or the post that it answers is deleted. */
  readonly replyToAuthorId: string;
}

/** The existing posts among these ids, each once. At most 1,000 ids. */
export function storedPosts({ store }: Pick<AppContext, 'store'>) {
  return async (ids: readonly string[]): Promise<StoredPost[]> => {
    const [states, bodies] = await Promise.all([store.states(ids), store.bodies(ids)]);
    const posts = [...states.values()].filter(({ deleted }) => !deleted);
    const answered = await store.states([
      ...new Set(posts.flatMap(({ replyToId }) => (replyToId === '' ? [] : [replyToId]))),
    ]);
    return posts.flatMap((state) => {
      const body = bodies.get(state.id);
      // A missing body means that the post was deleted between the two reads.
      if (body === undefined) return [];
      const parent = answered.get(state.replyToId);
      return [{ ...body, state, replyToAuthorId: parent?.deleted === false ? parent.authorId : '' }];
    });
  };
}

/** All posts in a stable order, page by page. @returns `nextAfterId`: where the next page begins, empty after the last */
export function scanPosts({ store }: Pick<AppContext, 'store'>) {
  const read = storedPosts({ store });
  return async (afterId: string, limit: number) => {
    const ids = await store.postIds(afterId, limit);
    return { posts: await read(ids), nextAfterId: ids.length < limit ? '' : ids.at(-1)! };
  };
}

/** Ids of direct replies to a post, also to a deleted one. At most `limit` (up to 100) a page. */
export function replyIds({ store }: Pick<AppContext, 'store'>) {
  return async (postId: string, afterId: string, limit: number) => {
    const ids = await store.replyIds(postId, afterId, limit);
    return { ids, nextAfterId: ids.length < limit ? '' : ids.at(-1)! };
  };
}
