import type { EventHandlers } from '../../hosting/consume.ts';
import type { UseCases } from '../app/use-cases.ts';
import { type Refresh, unlessAborted } from './collected.ts';

/** Indexes posts when they are created, and removes them when they are deleted. Reposts change nothing. */
export function postEvents(
  refresh: Refresh,
  { forgetPost }: Pick<UseCases, 'forgetPost'>,
): EventHandlers<'post'> {
  return {
    async entryCreated({ entryId, subjectId }, { signal }) {
      if (entryId === subjectId) await unlessAborted(signal, [refresh(subjectId)]);
    },
    async entryRemoved({ entryId, subjectId }) {
      if (entryId === subjectId) await forgetPost(subjectId);
    },
  };
}
