import type { EventHandlers } from '../../hosting/consume.ts';
import type { UseCases } from '../app/use-cases.ts';
import type { PostIndex } from '../ports.ts';

/** Indexes posts when they are created, and removes them when they are deleted. Reposts change nothing. */
export function postEvents(
  app: Pick<UseCases, 'refreshPosts'>,
  index: Pick<PostIndex, 'remove'>,
): EventHandlers<'post'> {
  return {
    async entryCreated({ entryId, subjectId }) {
      if (entryId === subjectId) await app.refreshPosts([subjectId]);
    },
    async entryRemoved({ entryId, subjectId }) {
      if (entryId === subjectId) await index.remove([subjectId]);
    },
  };
}
