import { defineEngine } from '../engines/engine.ts';
import { kafkaAccess, kafkaSettings } from './kafka-settings.ts';
import type { EventBus } from './port.ts';

/** The log of events. */
export const kafka = defineEngine({
  name: 'kafka',
  settings: kafkaSettings,
  async open(
    settings,
    { clock, closers, inTime, insecureLoopback, onError, owner, stopping, topics },
  ): Promise<EventBus> {
    const { checkKafkaConnection, kafkaClient } = await import('./kafka-client.ts');
    const { kafkaBus } = await import('./kafka.ts');
    const access = kafkaAccess(settings, { insecureLoopback });
    const client = kafkaClient({
      clientId: owner,
      ...access,
      onLog: (message, details) => onError(`kafka: ${message}`, details),
    });
    await inTime(() => checkKafkaConnection(client, access));
    const { partitions, sessionMs } = settings;
    const bus = kafkaBus({ kafka: client, clock, partitions, sessionMs, stopping, topics });
    closers.add({ name: 'event bus', close: () => bus.close() });
    return bus;
  },
});
