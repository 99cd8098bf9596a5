import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { EventSchema, UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { SqliteOutbox } from '../../../platform/events/outbox.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { Statements } from '../../../platform/sqlite/statements.ts';
import { topics } from '../../product/topics.ts';
import type { UserEvent } from '../domain/event.ts';
import type { Cause } from '../ports.ts';

/** Adds events to the outbox, in the transaction of their change. */
export type Announce = (tx: Statements, cause: Cause, events: readonly UserEvent[]) => void;

export function announceBy(outbox: SqliteOutbox): Announce {
  return (tx, cause, events) => {
    for (const event of events) outbox.append(tx, userEventRecord(cause, event));
  };
}

/** An event in the form of topic `user`, keyed and ordered by its person. */
export function userEventRecord(cause: Cause, event: UserEvent): EventRecord {
  const eventId = eventIdOf(event, cause);
  const value = toBinary(
    EventSchema,
    create(EventSchema, {
      eventId,
      eventTime: timestampFromMs(cause.timeMs),
      actorId: event.userId,
      requestId: cause.requestId,
      payload: payloadOf(event),
    }),
  );
  return { topic: topics.user, key: event.userId, eventId, timeMs: cause.timeMs, value };
}

const kinds = {
  created: UserChanged_Kind.CREATED,
  updated: UserChanged_Kind.UPDATED,
  deactivated: UserChanged_Kind.DEACTIVATED,
  restored: UserChanged_Kind.RESTORED,
  purged: UserChanged_Kind.PURGED,
} as const;

function payloadOf(event: UserEvent): MessageInitShape<typeof EventSchema>['payload'] {
  if (event.kind === 'session_ended') {
    const { sessionId, userId } = event;
    return { case: 'sessionEnded', value: { sessionId, userId } };
  }
  const { kind, userId, version } = event;
  return { case: 'userChanged', value: { kind: kinds[kind], userId, version: BigInt(version) } };
}

/** The event id. One change causes each kind of event at most once. */
function eventIdOf(event: UserEvent, { changeId }: Cause): string {
  return `${changeId}.${event.kind === 'session_ended' ? event.sessionId : event.kind}`;
}
