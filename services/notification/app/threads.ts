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
  const isMuted = async (readerId: string, rootId: string): Promise<boolean> =>
    (await settings.mutedThreads(readerId, [rootId])).has(rootId);
  /** Undefined where the reader may not see the post and no muted thread has its id. */
  const threadOf = async (
    readerId: string,
    postId: string,
  ): Promise<{ readonly rootId: string; readonly muted: boolean } | undefined> => {
    // First: the first post of a muted thread may be gone, and the thread can still be unmuted.
    if (await isMuted(readerId, postId)) return { rootId: postId, muted: true };
    const post = (await hydration.gather(readerId, [postId], [])).posts.get(postId);
    if (post === undefined) return undefined;
    const rootId = hydration.rootIdOf(post);
    return { rootId, muted: rootId !== postId && (await isMuted(readerId, rootId)) };
  };
  return {
    /** The first post of the thread that the post names; undefined where `setThreadMuted` refuses it. */
    rootIdOf: async (readerId: string, postId: string): Promise<string | undefined> =>
      (await threadOf(readerId, postId))?.rootId,
    /**
     * @param rootId from `rootIdOf`: after the change nothing may name the thread any more
     * @throws DomainError POST_NOT_FOUND for undefined
     */
    async setThreadMuted(readerId: string, rootId: string | undefined, muted: boolean): Promise<void> {
      if (rootId === undefined) throw noPost();
      if ((await isMuted(readerId, rootId)) !== muted) await settings.setThreadMuted(readerId, rootId, muted);
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
