import type { Event } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { Removals } from '../domain/removals.ts';

/**
 * What open streams are told of removals. The actor may be a moderator: whose post it was stands in the event. What no
 * request caused is the purge of an account that nobody has seen for 30 days.
 */
export function removalEvents(removals: Removals): (event: Event) => void {
  return ({ actorId, requestId, payload }) => {
    if (payload.case === 'entryCreated') {
      const { entryId, subjectId } = payload.value;
      if (entryId !== subjectId) removals.reposted(subjectId, actorId);
    } else if (payload.case === 'entryRemoved') {
      const { entryId, subjectId, subjectAuthorId } = payload.value;
      if (entryId === subjectId && requestId !== '') removals.removed(subjectId, subjectAuthorId);
    }
  };
}
