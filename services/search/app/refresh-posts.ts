import { documentOf } from '../domain/document.ts';
import type { AppContext } from './context.ts';

/**
 * Brings posts of the index to what the post service has: existing ones are put, others are removed. It reads again after the
 * put, because a post may be deleted between: then its removal may have come before the put.
 */
export function refreshPosts({ posts, postIndex }: Pick<AppContext, 'posts' | 'postIndex'>) {
  return async (ids: readonly string[]): Promise<void> => {
    const stored = await posts.stored(ids);
    if (stored.length > 0) await postIndex.put(stored.map(documentOf));
    const still = new Set((await posts.stored(stored.map(({ id }) => id))).map(({ id }) => id));
    const gone = ids.filter((id) => !still.has(id));
    if (gone.length > 0) await postIndex.remove(gone);
  };
}
