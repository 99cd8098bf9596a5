import type { EventHandlers } from '../../hosting/consume.ts';
import type { Removals } from '../domain/removals.ts';

/**
 * Passes removals to open streams. The author comes from the event, because the actor may be a moderator. An event without a
 * request id is the purge of an account that nobody has seen for 30 days; streams do not send it.
 */
export function removalEvents(removals: Removals): EventHandlers<'post'> {
  return {
    entryCreated({ entryId, subjectId }, { actorId }) {
      if (entryId !== subjectId) removals.reposted(subjectId, actorId);
    },
    entryRemoved({ entryId, subjectId, subjectAuthorId }, { requestId }) {
      if (entryId === subjectId && requestId !== '') removals.removed(subjectId, subjectAuthorId);
    },
  };
}
