import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { EventHandlers } from '../../hosting/consume.ts';
import type { Entry } from '../domain/entry.ts';
import type { ExpiringMap } from '../domain/expiring-map.ts';
import { type FanOutOptions, fanOut } from '../domain/fan-out.ts';
import type { PullAuthors } from '../domain/pull-authors.ts';
import type { Removals } from '../domain/removals.ts';
import { removalEvents } from './removal-events.ts';

/** An entry that was pushed, to its author's followers too or to his own ring alone. */
export interface Pushed {
  readonly entry: Entry;
  readonly toFollowers: boolean;
}

export interface EntryEventsOptions extends FanOutOptions {
  readonly pulls: PullAuthors;
  /** Absent where each process reads the topic for its own streams. */
  readonly removals: Removals | undefined;
  /** What was pushed of late, where a store of rings acknowledges before its replicas have it. */
  readonly recent?: ExpiringMap<Pushed> | undefined;
  /** Makes an entry one that is merged at read. */
  readonly restamp: (actorId: string, entryId: string) => Promise<void>;
}

export interface EntryEvents {
  /** Fans an entry out, or notes that it is merged at read; tells streams what is gone. */
  readonly on: EventHandlers<'post'>;
  /** Pushes what was pushed of late again: rings may hold an entry twice. Answers how many entries. */
  replay(signal: AbortSignal): Promise<number>;
  /** An entry that could not be fanned out is merged at read from now on. */
  giveUp(event: Pick<EventRecord, 'value'>): Promise<void>;
}

/** What the timeline service does on topic `post`. */
export function entryEvents(options: EntryEventsOptions): EntryEvents {
  const { rings, live, pulls, removals, recent, restamp } = options;
  const tellRemovals = removals && removalEvents(removals);
  const mergeAtRead = (actorId: string, entryId: string) => {
    pulls.note(actorId, entryId);
    live.wake(live.following(actorId));
  };
  const push = async ({ entry, toFollowers }: Pushed, signal: AbortSignal) => {
    if (toFollowers) await fanOut(entry, options, signal);
    else {
      // An author reads his own entries from his ring, however many follow him; that of a famous one is kept.
      await rings.push(entry, [entry.actorId]);
      await rings.keep(entry.actorId);
    }
  };
  return {
    on: {
      async entryCreated(created, context) {
        await tellRemovals?.entryCreated(created, context);
        const { actorId, signal } = context;
        const { entryId, subjectId, push: toFollowers } = created;
        const pushed = { entry: { entryId, actorId, subjectId }, toFollowers };
        await push(pushed, signal);
        recent?.note(entryId, pushed);
        if (!toFollowers) mergeAtRead(actorId, entryId);
      },
      entryRemoved: (removed, context) => tellRemovals?.entryRemoved(removed, context),
    },
    async replay(signal) {
      const pushed = [...(recent?.values() ?? [])];
      for (const each of pushed) {
        signal.throwIfAborted();
        await push(each, signal);
      }
      return pushed.length;
    },
    async giveUp({ value }) {
      const entry = createdEntry(value);
      if (entry === undefined) return;
      await restamp(entry.actorId, entry.entryId);
      mergeAtRead(entry.actorId, entry.entryId);
    },
  };
}

/** The event of an entry once it is merged at read, for processes that know it only from the log. */
export function asMergedAtRead(event: EventRecord): EventRecord | undefined {
  if (createdEntry(event.value) === undefined) return undefined;
  const mergedAtRead = fromBinary(EventSchema, event.value);
  if (mergedAtRead.payload.case === 'entryCreated') mergedAtRead.payload.value.push = false;
  return { ...event, eventId: `${event.eventId}/merged-at-read`, value: toBinary(EventSchema, mergedAtRead) };
}

/** The entry that an event announces; what can't even be read announces none, and is not to hold up what follows. */
function createdEntry(value: Uint8Array): { actorId: string; entryId: string } | undefined {
  try {
    const { actorId, payload } = fromBinary(EventSchema, value);
    return payload.case === 'entryCreated' ? { actorId, entryId: payload.value.entryId } : undefined;
  } catch {
    return undefined;
  }
}
