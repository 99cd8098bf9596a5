import type { EventBus } from '../../../platform/events/port.ts';
import type { Consumers } from '../ports.ts';

/** The consumers of an event log, read from the log itself. */
export function logConsumers(bus: Pick<EventBus, 'groups' | 'lag'>): Consumers {
  return {
    async lags() {
      const lags = (await bus.groups()).map(async ({ topic, group }) =>
        (await bus.lag(topic, group)).map(({ partition, records, oldestTimeMs }) => ({
          topic,
          group,
          partition,
          events: records,
          oldestTimeMs,
        })),
      );
      return (await Promise.all(lags)).flat();
    },
  };
}
