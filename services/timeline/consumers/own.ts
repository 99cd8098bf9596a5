import { type Consumer, startConsumer } from '../../../platform/events/consumer.ts';
import type { EventRecord } from '../../../platform/events/port.ts';
import { topics } from '../../../platform/events/topics.ts';
import { isOutage } from '../../../platform/outage.ts';
import type { Host } from '../../hosting/host.ts';

/** What each timeline process reads of topic `post` for itself, from now on. */
export async function startOwn({
  host,
  handle,
}: {
  readonly host: Pick<Host, 'bus' | 'clock' | 'closers' | 'log'>;
  readonly handle: (event: Pick<EventRecord, 'value'>) => Promise<void>;
}): Promise<Consumer> {
  const { bus, clock, closers, log } = host;
  const consumer = await startConsumer({
    bus,
    clock,
    topic: topics.post,
    group: 'timeline-live',
    tail: true,
    handle,
    isTransient: isOutage,
    // The group that fans out buries what can't be read at all; here it is passed over.
    tries: 1,
    onError: (err, event) => log.warn({ err, eventId: event?.eventId }, 'topic post, for open streams'),
  });
  closers.add({ name: 'own reading of topic post', close: () => consumer.stop() });
  return consumer;
}
