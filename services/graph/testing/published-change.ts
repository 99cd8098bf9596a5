import { fromBinary } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { EventSchema, RelationChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { PublishedChange } from '../conformance/subject.ts';
import type { RelationKind } from '../domain/relation.ts';

const kinds = new Map<number, RelationKind>(
  Object.entries(RelationChanged_Kind).map(([name, kind]) => [kind, name as RelationKind]),
);

/** The change in an event of the outbox. */
export function publishedChangeOf({ value }: EventRecord): PublishedChange {
  const { eventId, eventTime, actorId, requestId, payload } = fromBinary(EventSchema, value);
  if (payload.case !== 'relationChanged') throw new Error(`an event of kind ${payload.case}`);
  const kind = kinds.get(payload.value.kind)!;
  const { targetId } = payload.value;
  return { kind, actorId, targetId, eventId, requestId, timeMs: timestampMs(eventTime!) };
}
