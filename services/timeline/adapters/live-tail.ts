import type { Consumer } from '../../../platform/events/consumer.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { consume, type EventHandlers } from '../../hosting/consume.ts';
import type { Host } from '../../hosting/host.ts';
import { topics } from '../../product/topics.ts';

/** Several processes share the fan-out: each reads topic `post` for its own streams, too. */
export interface LiveTail {
  start(on: EventHandlers<'post'>): Promise<Consumer>;
  /** Tells the processes what only the one that fans out knows. */
  publish(event: EventRecord): Promise<void>;
}

/** A tail of topic `post` for this process alone, beside the group that shares the fan-out. */
export function liveTail(host: Host): LiveTail {
  return {
    // The group that fans out writes dead letters; the tail skips what it can't read.
    start: (on) => consume(host, { topic: topics.post, group: 'timeline-live', on, tail: true, tries: 1 }),
    publish: (event) => host.bus.publish([event]),
  };
}
