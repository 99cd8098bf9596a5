import { fromBinary } from '@bufbuild/protobuf';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { Recounts } from '../ports.ts';

/** Counts anew what somebody changed around a post. The topic is keyed by post: one at a time for each. */
export function countsDirty({ recount }: Recounts) {
  return async ({ value, timeMs }: Pick<EventRecord, 'value' | 'timeMs'>): Promise<void> => {
    const { payload, actorId } = fromBinary(EventSchema, value);
    if (payload.case === 'countsDirty') await recount({ postId: payload.value.postId, actorId, timeMs });
  };
}
