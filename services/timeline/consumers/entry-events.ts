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

/** A pushed entry: pushed to its author's ring, and with `toFollowers` to all followers. */
export interface Pushed {
  readonly entry: Entry;
  readonly toFollowers: boolean;
}

export interface EntryEventsOptions extends FanOutOptions {
  readonly pulls: PullAuthors;
  /** Absent where each process reads the topic for its own streams. */
  readonly removals: Removals | undefined;
  /** Entries pushed recently, for a store of rings that acknowledges before its replicas have the push. */
  readonly recent?: ExpiringMap<Pushed> | undefined;
  /** Marks a stored entry as merged at read. */
  readonly restamp: (actorId: string, entryId: string) => Promise<void>;
}

export interface EntryEvents {
  /** Fans an entry out, or notes that it is merged at read. Passes removals to streams. */
  readonly on: EventHandlers<'post'>;
  /** Pushes recently pushed entries again; rings may hold an entry twice. Returns their number. */
  replay(signal: AbortSignal): Promise<number>;
  /** Marks an entry that could not be fanned out as merged at read. */
  giveUp(event: Pick<EventRecord, 'value'>): Promise<void>;
}

/** What the timeline service does on topic `post`. */
export function entryEvents(options: EntryEventsOptions): EntryEvents {
  const { rings, live, pulls, removals, recent, restamp } = options;
  const onRemovals = removals && removalEvents(removals);
  const mergeAtRead = (actorId: string, entryId: string) => {
    pulls.note(actorId, entryId);
    live.wake(live.following(actorId));
  };
  const push = async ({ entry, toFollowers }: Pushed, signal: AbortSignal) => {
    if (toFollowers) await fanOut(entry, options, signal);
    else {
      // Authors read their own entries from their ring, even when followers merge them at read. The ring of a famous author
      // is kept.
      await rings.push(entry, [entry.actorId]);
      await rings.keep(entry.actorId);
    }
  };
  return {
    on: {
      async entryCreated(created, context) {
        await onRemovals?.entryCreated(created, context);
        const { actorId, signal } = context;
        const { entryId, subjectId, push: toFollowers } = created;
        const pushed = { entry: { entryId, actorId, subjectId }, toFollowers };
        await push(pushed, signal);
        recent?.note(entryId, pushed);
        if (!toFollowers) mergeAtRead(actorId, entryId);
      },
      entryRemoved: (removed, context) => onRemovals?.entryRemoved(removed, context),
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

/** The event of an entry that is now merged at read, for processes that only read the log. */
export function asMergedAtRead(event: EventRecord): EventRecord | undefined {
  if (createdEntry(event.value) === undefined) return undefined;
  const mergedAtRead = fromBinary(EventSchema, event.value);
  if (mergedAtRead.payload.case === 'entryCreated') mergedAtRead.payload.value.push = false;
  return { ...event, eventId: `${event.eventId}/merged-at-read`, value: toBinary(EventSchema, mergedAtRead) };
}

/** The entry that an event announces. Undefined for bytes that can't be decoded, so that they do not block later events. */
function createdEntry(value: Uint8Array): { actorId: string; entryId: string } | undefined {
  try {
    const { actorId, payload } = fromBinary(EventSchema, value);
    return payload.case === 'entryCreated' ? { actorId, entryId: payload.value.entryId } : undefined;
  } catch {
    return undefined;
  }
}
