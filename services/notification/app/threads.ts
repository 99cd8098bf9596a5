import { DomainError } from '../../../platform/domain-error.ts';
import { cutPage } from '../../../platform/pages.ts';
import type { AppContext } from './context.ts';
import type { ListPage, ListRequest } from './list.ts';
import type { ReaderSettings } from './reader-settings.ts';

/** A thread that the reader muted. */
export interface MutedThread {
  readonly rootId: string;
  /** The encoded first post; undefined when the reader may not see it or it does not exist any more. */
  readonly root: Uint8Array | undefined;
}

/** The muted threads of a reader. Every post that the reader may see names its thread, as does the id of a muted thread. */
export function threads({ hydration }: Pick<AppContext, 'hydration'>, settings: ReaderSettings) {
  /** Undefined where the reader may not see the post and no muted thread has its id. */
  const threadOf = async (
    readerId: string,
    postId: string,
  ): Promise<{ readonly rootId: string; readonly muted: boolean } | undefined> => {
    const isMuted = async (rootId: string) => (await settings.mutedThreads(readerId, [rootId])).has(rootId);
    // First: the first post of a muted thread may be gone, and the thread can still be unmuted.
    if (await isMuted(postId)) return { rootId: postId, muted: true };
    const post = (await hydration.gather(readerId, [postId], [])).posts.get(postId);
    if (post === undefined) return undefined;
    const rootId = hydration.rootIdOf(post);
    return { rootId, muted: rootId !== postId && (await isMuted(rootId)) };
  };
  return {
    /**
     * @param repeated an earlier attempt may have made the change
     * @throws DomainError POST_NOT_FOUND
     */
    async setThreadMuted(
      readerId: string,
      postId: string,
      muted: boolean,
      { repeated }: { readonly repeated: boolean } = { repeated: false },
    ): Promise<void> {
      const thread = await threadOf(readerId, postId);
      // Nothing names a thread any more that an earlier attempt unmuted and whose first post is gone.
      if (thread === undefined && repeated && !muted) return;
      if (thread === undefined) throw noPost();
      if (thread.muted !== muted) await settings.setThreadMuted(readerId, thread.rootId, muted);
    },
    /** @throws DomainError POST_NOT_FOUND */
    async isThreadMuted(readerId: string, postId: string): Promise<boolean> {
      const thread = await threadOf(readerId, postId);
      if (thread === undefined) throw noPost();
      return thread.muted;
    },
    async listMutedThreads(
      readerId: string,
      { belowId, size }: Pick<ListRequest, 'belowId' | 'size'>,
    ): Promise<ListPage<MutedThread>> {
      const found = await settings.mutedThreadsBelow(readerId, belowId, size + 1);
      const { items, last } = cutPage(found, size);
      const { posts } = await hydration.gather(readerId, items, []);
      return { items: items.map((rootId) => ({ rootId, root: posts.get(rootId) })), belowId: last };
    },
  };
}

function noPost(): DomainError {
  return new DomainError('POST_NOT_FOUND', 'there is no such post', { field: 'post_id' });
}
