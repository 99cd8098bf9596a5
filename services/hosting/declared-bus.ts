import { deadLetterTopic } from '../../platform/events/dead-letter.ts';
import type { EventBus } from '../../platform/events/port.ts';
import type { Service } from './define-service.ts';

/**
 * The event bus of a service. It rejects topics that the service does not declare to publish, and groups and topics that it
 * does not declare to consume. Every service may publish dead letters.
 */
export function declaredBus(
  { name, topics: declared }: Pick<Service, 'name' | 'topics'>,
  bus: EventBus,
): EventBus {
  const published = new Set<string>([...declared.publishes, deadLetterTopic]);
  return {
    ...bus,
    async publish(records) {
      const undeclared = records.find(({ topic }) => !published.has(topic));
      if (undeclared) throw new Error(`${name} does not declare that it publishes ${undeclared.topic}`);
      return bus.publish(records);
    },
    async subscribe(options) {
      const { topic, group } = options;
      if (declared.consumes[group]?.includes(topic)) return bus.subscribe(options);
      throw new Error(`${name} does not declare that ${group} consumes ${topic}`);
    },
  };
}
