// Engines: kafka
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { eventBusConformance } from '../../platform/events/conformance.ts';
import { kafkaBus } from '../../platform/events/kafka.ts';
import { topics } from '../../services/product/topics.ts';
import { testKafka } from './kafka.ts';

eventBusConformance(
  t,
  async (t) => {
    const prefix = `test-${randomUUID()}.`;
    const kafka = testKafka(t, prefix);
    return async () => {
      const bus = kafkaBus({
        kafka,
        clock: systemClock,
        topics: Object.values(topics),
        prefix,
        partitions: 4,
        redeliveryMs: 1,
      });
      t.teardown(() => bus.close());
      return bus;
    };
  },
  { 'age of what no member read': 'Kafka tells no times but of what is fetched' },
);
