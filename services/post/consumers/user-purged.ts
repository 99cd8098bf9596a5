import { fromBinary } from '@bufbuild/protobuf';
import { EventSchema, UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { PostStore } from '../ports.ts';

/**
 * Removes the posts, likes and reposts of a purged account, `batch` rows a transaction, so that other writes
 * get their turn. Broken off or repeated at any place, it goes on where it was. Other events pass.
 */
export function userPurged(store: Pick<PostStore, 'purge'>, batch: number) {
  return async (
    { value }: Pick<EventRecord, 'value'>,
    { signal }: { signal: AbortSignal },
  ): Promise<void> => {
    const { payload } = fromBinary(EventSchema, value);
    if (payload.case !== 'userChanged' || payload.value.kind !== UserChanged_Kind.PURGED) return;
    do signal.throwIfAborted();
    while (await store.purge(payload.value.userId, batch));
  };
}
