// Engines: postgres kafka
import t from 'tap';
import { deadLetterConformance } from '../../platform/events/conformance/dead-letters.ts';
import {
  postgresDeadLetterMigration,
  postgresDeadLetters,
} from '../../platform/events/dead-letters-postgres.ts';
import { testBuses } from './kafka.ts';
import { testSchema } from './postgres.ts';

t.test('dead letters in PostgreSQL, beside Kafka', async (t) =>
  deadLetterConformance(t, async (t) => {
    const db = await testSchema(t, [postgresDeadLetterMigration]);
    const open = testBuses(t);
    return async () => ({ bus: open(), store: postgresDeadLetters(db) });
  }),
);
