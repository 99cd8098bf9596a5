import { fromBinary } from '@bufbuild/protobuf';
import { EventSchema, UserChanged_Kind } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import type { GraphStore } from '../ports.ts';

/**
 * Removes every edge of a purged account, `batch` edges a transaction, so that other writes get their turn.
 * Broken off or repeated at any place, it goes on where it was. Events of other kinds pass.
 */
export function userPurged(store: Pick<GraphStore, 'purge'>, batch: number) {
  return async (
    { value }: Pick<EventRecord, 'value'>,
    { signal }: { signal: AbortSignal },
  ): Promise<void> => {
    const { payload } = fromBinary(EventSchema, value);
    if (payload.case !== 'userChanged' || payload.value.kind !== UserChanged_Kind.PURGED) return;
    let taken: number;
    do {
      signal.throwIfAborted();
      taken = await store.purge(payload.value.userId, batch);
    } while (taken === batch);
  };
}
