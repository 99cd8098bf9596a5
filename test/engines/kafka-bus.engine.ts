// Engines: kafka
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { eventBusConformance } from '../../platform/events/conformance.ts';
import { kafkaBus } from '../../platform/events/kafka.ts';
import { kafkaClient } from '../../platform/events/kafka-client.ts';
import { engineSettings } from './engines.ts';

const brokers = engineSettings('kafka').SKEIN_KAFKA_BROKERS!.split(',');

eventBusConformance(
  t,
  async (t) => {
    const prefix = `test-${randomUUID()}.`;
    const kafka = kafkaClient({ clientId: 'test', brokers });
    t.teardown(async () => {
      const admin = kafka.admin();
      await admin.connect();
      const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
      await admin.deleteTopics({ topics });
      await admin.disconnect();
    });
    return async () => {
      const bus = kafkaBus({ kafka, clock: systemClock, prefix, partitions: 4, redeliveryMs: 1 });
      t.teardown(() => bus.close());
      return bus;
    };
  },
  { 'age of what no member read': 'Kafka tells no times but of what is fetched' },
);
