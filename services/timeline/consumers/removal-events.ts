import type { EventHandlers } from '../../hosting/consume.ts';
import type { Removals } from '../domain/removals.ts';

/**
 * What open streams are told of removals. The actor may be a moderator: whose post it was stands in the event. What no
 * request caused is the purge of an account that nobody has seen for 30 days.
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
