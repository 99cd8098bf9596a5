import type { EventHandlers } from '../../hosting/consume.ts';
import type { UseCases } from '../app/use-cases.ts';

/** Indexes posts when they are created, and removes them when they are deleted. Reposts change nothing. */
export function postEvents(app: Pick<UseCases, 'refreshPosts' | 'forgetPost'>): EventHandlers<'post'> {
  return {
    async entryCreated({ entryId, subjectId }) {
      if (entryId === subjectId) await app.refreshPosts([subjectId]);
    },
    async entryRemoved({ entryId, subjectId }) {
      if (entryId === subjectId) await app.forgetPost(subjectId);
    },
  };
}
