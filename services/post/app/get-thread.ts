import { leavesTombstone, MAX_ANCESTORS } from '../domain/threads.ts';
import { postNotFound } from '../domain/visibility.ts';
import type { AppContext } from './context.ts';
import { type PageQuery, pageOfIds } from './page-of-ids.ts';

/** A post of a thread, encoded, or a tombstone. */
export interface ThreadPlace {
  readonly postId: string;
  readonly post: Uint8Array | undefined;
}

export interface Thread {
  /** The posts above it; the first of the conversation comes first. */
  readonly ancestors: readonly ThreadPlace[];
  readonly post: ThreadPlace;
  readonly replies: readonly ThreadPlace[];
  readonly next: string | undefined;
}

/** A post with the posts above it and a page of its replies, hydrated together. */
export function getThread({ store, hydration }: AppContext) {
  return async (query: PageQuery, viewerId: string | undefined): Promise<Thread> => {
    const { postId } = query;
    const [nearest, page] = await Promise.all([
      store.ancestorIds(postId, MAX_ANCESTORS),
      pageOfIds(query, store.replyIds),
    ]);
    const ids = [...nearest, postId, ...page.ids];
    const { shown, states } = await hydration.hydrate(ids, { viewerId });
    if (!shown.has(postId) && !leavesTombstone(states.get(postId))) throw postNotFound();
    const replyIds = page.ids.filter((id) => shown.has(id) || leavesTombstone(states.get(id)));
    const place = (id: string): ThreadPlace => ({ postId: id, post: shown.get(id)?.bytes });
    return {
      ancestors: nearest.toReversed().map(place),
      post: place(postId),
      replies: replyIds.map(place),
      next: page.next,
    };
  };
}
