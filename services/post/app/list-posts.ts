import type { AppContext } from './context.ts';
import { type PageQuery, pageOfIds } from './page-of-ids.ts';
import { requireVisible } from './people.ts';

export interface PageOfPosts {
  /** Encoded posts. */
  readonly posts: readonly Uint8Array[];
  readonly next: string | undefined;
}

/** Replies to a post, oldest first, and quotes of it, newest first. */
export function listPosts(context: AppContext) {
  const { store, hydration } = context;
  const lists = { replies: store.replyIds, quotes: store.quoteIds };
  return async (
    list: keyof typeof lists,
    query: PageQuery,
    viewerId: string | undefined,
  ): Promise<PageOfPosts> => {
    const { ids, next } = await pageOfIds(query, lists[list]);
    await requireVisible(context, query.postId, viewerId);
    const { shown } = await hydration.hydrate(ids, { viewerId });
    return { posts: ids.flatMap((id) => shown.get(id)?.bytes ?? []), next };
  };
}
