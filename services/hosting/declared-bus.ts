import { deadLetterTopic } from '../../platform/events/dead-letter.ts';
import type { EventBus } from '../../platform/events/port.ts';
import type { Service } from './define-service.ts';

/**
 * The log as a service is given it: it rejects topics that the service does not declare to publish, and groups that it
 * does not declare to consume them with. Letters of what a consumer gave up on are everybody's.
 */
export function declaredBus(
  { name, topics: declared }: Pick<Service, 'name' | 'topics'>,
  bus: EventBus,
): EventBus {
  const published = new Set<string>([...declared.publishes, deadLetterTopic]);
  return {
    ...bus,
    async publish(records) {
      const stray = records.find(({ topic }) => !published.has(topic));
      if (stray) throw new Error(`${name} does not declare that it publishes ${stray.topic}`);
      return bus.publish(records);
    },
    async subscribe(options) {
      const { topic, group } = options;
      if (declared.consumes[group]?.includes(topic)) return bus.subscribe(options);
      throw new Error(`${name} does not declare that ${group} consumes ${topic}`);
    },
  };
}
