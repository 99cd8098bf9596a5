import type { AppContext } from './context.ts';
import { refreshPosts } from './refresh.ts';

/** The most that ListReplyIds gives. */
const readTogether = 100;

/** Removes a deleted post from the index. Its replies are indexed again, because they do not reply to its author any more. */
export function forgetPost(context: Pick<AppContext, 'posts' | 'people' | 'postIndex'>) {
  const { posts, postIndex } = context;
  const refresh = refreshPosts(context);
  return async (postId: string): Promise<void> => {
    await postIndex.remove([postId]);
    for (let afterId: string | undefined = ''; afterId !== undefined; ) {
      const { items, nextAfterId } = await posts.replyIds(postId, afterId, readTogether);
      await refresh(items);
      afterId = nextAfterId || undefined;
    }
  };
}
