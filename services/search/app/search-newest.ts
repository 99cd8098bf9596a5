import { type Taken, takePage } from '../domain/page.ts';
import { askedPosts, type PostQuery } from './asked-posts.ts';
import type { AppContext } from './context.ts';

/** Found posts, newest first. A page begins below the last post of the page before, so new posts do not move it. */
export function searchNewest(context: AppContext) {
  const { postIndex } = context;
  return async (asked: PostQuery, beforeId: string | undefined): Promise<Taken<string, Uint8Array>> => {
    const found = await askedPosts(context, asked);
    if (found === undefined) return { shown: [] };
    return takePage({
      size: asked.size,
      after: beforeId,
      next: (before, limit) =>
        postIndex.newest(found.search, { limit, ...(before !== undefined && { beforeId: before }) }),
      show: found.show,
    });
  };
}
