import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { EventSchema, RelationChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { topics } from '../../product/topics.ts';
import type { RelationKind } from '../domain/relation.ts';
import type { RelationChange } from '../ports.ts';

/** A change in the form of topic `follow`, keyed and ordered by its actor. */
export function relationEvent(kind: RelationKind, change: RelationChange): EventRecord {
  const { eventId, timeMs, actorId, targetId, requestId } = change;
  const event = create(EventSchema, {
    eventId,
    eventTime: timestampFromMs(timeMs),
    actorId,
    requestId,
    payload: { case: 'relationChanged', value: { kind: RelationChanged_Kind[kind], targetId } },
  });
  return { topic: topics.follow, key: actorId, value: toBinary(EventSchema, event), eventId, timeMs };
}
