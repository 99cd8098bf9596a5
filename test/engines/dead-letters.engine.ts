// Engines: postgres kafka
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { systemClock } from '../../platform/clock.ts';
import { deadLetterConformance } from '../../platform/events/conformance/dead-letters.ts';
import {
  postgresDeadLetterMigration,
  postgresDeadLetters,
} from '../../platform/events/dead-letters-postgres.ts';
import { kafkaBus } from '../../platform/events/kafka.ts';
import { topics } from '../../services/product/topics.ts';
import { testKafka } from './kafka.ts';
import { testSchema } from './postgres.ts';

t.test('dead letters in PostgreSQL, beside Kafka', async (t) =>
  deadLetterConformance(t, async (t) => {
    const db = await testSchema(t, [postgresDeadLetterMigration]);
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
      return { bus, store: postgresDeadLetters(db) };
    };
  }),
);
