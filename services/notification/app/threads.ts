import { DomainError } from '../../../platform/domain-error.ts';
import type { AppContext } from './context.ts';
import type { ReaderSettings } from './reader-settings.ts';

/** Mutes and unmutes the thread of a post that the reader may see. */
export function setThreadMuted({ hydration }: Pick<AppContext, 'hydration'>, settings: ReaderSettings) {
  return async (readerId: string, postId: string, muted: boolean): Promise<void> => {
    const post = (await hydration.gather(readerId, [postId], [])).posts.get(postId);
    if (post === undefined)
      throw new DomainError('POST_NOT_FOUND', 'there is no such post', { field: 'post_id' });
    await settings.setThreadMuted(readerId, hydration.rootIdOf(post), muted);
  };
}
