// Engines: postgres
import t from 'tap';
import type { OutboxRow } from '../../platform/events/outbox.ts';
import { postgresOutbox, postgresOutboxMigration } from '../../platform/events/outbox-postgres.ts';
import { postgresUserMigrations } from '../../services/user/adapters/postgres/migrations.ts';
import { postgresUserStore } from '../../services/user/adapters/postgres/store.ts';
import { userStoreConformance } from '../../services/user/conformance.ts';
import { userEventOf } from '../../services/user/testing/user-events.ts';
import { testSchema } from './postgres.ts';

t.test('the PostgreSQL store passes the conformance suite', (t) =>
  userStoreConformance(t, async (t) => {
    const db = await testSchema(t, [postgresOutboxMigration, ...postgresUserMigrations]);
    const outbox = postgresOutbox(db);
    const seen: OutboxRow[] = [];
    const events = async () => {
      const found = await outbox.next(1000, seen);
      seen.push(...found);
      return found.map(({ value }) => userEventOf(value));
    };
    return { store: postgresUserStore(db, outbox), events };
  }),
);
