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
 * What every timeline process of a cluster does on topic `post`, in addition to the shared fan-out: it notes authors who are
 * merged at read, wakes its open streams, and passes removals to them. It first pushes to the rings of its own readers,
 * because the shared fan-out may push later than the stream looks. Rings may hold an entry twice.
 */
export function liveEvents({ rings, live, pulls, removals }: LiveEventsOptions): EventHandlers<'post'> {
  const onRemovals = removalEvents(removals);
  return {
    async entryCreated(created, context) {
      onRemovals.entryCreated(created, context);
      const { actorId } = context;
      const { entryId, subjectId, push } = created;
      const readers = live.following(actorId);
      if (!push) pulls.note(actorId, entryId);
      else if (readers.length > 0) await rings.push({ entryId, actorId, subjectId }, readers);
      live.wake(readers);
    },
    entryRemoved: onRemovals.entryRemoved,
  };
}
