import type { Consumer } from '../../../platform/events/consumer.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { consume, type EventHandlers } from '../../hosting/consume.ts';
import type { Host } from '../../hosting/host.ts';
import { topics } from '../../product/topics.ts';

/** Where processes share the fan-out: each also reads topic `post` for its own streams. */
export interface LiveTail {
  start(on: EventHandlers<'post'>): Promise<Consumer>;
  /** Announces to all processes what only the fan-out consumer knows. */
  publish(event: EventRecord): Promise<void>;
}

/** A tail of topic `post` for this process, in addition to the group that shares the fan-out. */
export function liveTail(host: Host): LiveTail {
  return {
    // The group writes dead letters. The tail skips events that it can't decode.
    start: (on) => consume(host, { topic: topics.post, group: 'timeline-live', on, tail: true, tries: 1 }),
    publish: (event) => host.bus.publish([event]),
  };
}
