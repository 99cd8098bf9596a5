import t from 'tap';
import { openDatabase } from '../sqlite/database.ts';
import { outboxConformance } from './conformance/outbox.ts';
import { outboxMigration, sqliteOutbox } from './outbox.ts';

t.test('an outbox in SQLite', async (t) =>
  outboxConformance(t, async (t) => {
    const db = openDatabase({ file: `${t.testdir()}/outbox.db`, migrations: [outboxMigration] });
    t.teardown(() => db.close());
    const outbox = sqliteOutbox(db);
    return {
      outbox,
      append: (events) =>
        db.write((tx) => {
          for (const event of events) outbox.append(tx, event);
        }),
    };
  }),
);
