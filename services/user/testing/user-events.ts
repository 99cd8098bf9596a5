import { fromBinary } from '@bufbuild/protobuf';
import { EventSchema, UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { UserEvent } from '../domain/event.ts';

/** The event in the value of an outbox row. */
export function userEventOf(value: Uint8Array): UserEvent {
  const { payload } = fromBinary(EventSchema, value);
  if (payload.case === 'sessionEnded') {
    const { userId, sessionId } = payload.value;
    return { kind: 'session_ended', userId, sessionId };
  }
  if (payload.case !== 'userChanged') throw new Error(`not an event of this service: ${payload.case}`);
  const { kind, userId, version } = payload.value;
  const name = Object.entries(UserChanged_Kind).find(([, value]) => value === kind)![0];
  return { kind: name.toLowerCase() as 'created', userId, version: Number(version) };
}
