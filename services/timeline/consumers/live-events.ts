import type { EventHandlers } from '../../hosting/consume.ts';
import type { LiveReaders } from '../domain/live-readers.ts';
import type { PullAuthors } from '../domain/pull-authors.ts';
import type { Removals } from '../domain/removals.ts';
import type { RingStore } from '../ports.ts';
import { removalEvents } from './removal-events.ts';

export interface LiveEventsOptions {
  readonly rings: RingStore;
  readonly live: LiveReaders;
  readonly pulls: PullAuthors;
  readonly removals: Removals;
}

/**
 * What each of several timeline processes does on topic `post` for itself, beside what one of them does for all: it
 * knows which authors are merged at read, and wakes the streams that are open here and tells them what is gone. Its readers' rings it serves first, or
 * a stream would look before whoever fans out has come to them: rings may hold an entry twice.
 */
export function liveEvents({ rings, live, pulls, removals }: LiveEventsOptions): EventHandlers<'post'> {
  const tellRemovals = removalEvents(removals);
  return {
    async entryCreated(created, context) {
      tellRemovals.entryCreated(created, context);
      const { actorId } = context;
      const { entryId, subjectId, push } = created;
      const readers = live.following(actorId);
      if (!push) pulls.note(actorId, entryId);
      else if (readers.length > 0) await rings.push({ entryId, actorId, subjectId }, readers);
      live.wake(readers);
    },
    entryRemoved: tellRemovals.entryRemoved,
  };
}
