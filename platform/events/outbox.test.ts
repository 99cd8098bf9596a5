import t from 'tap';
import { openDatabase } from '../sqlite/database.ts';
import { heldLog } from '../sqlite/testing/held-log.ts';
import { until } from '../testing/until.ts';
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

t.test(
  'an event that is added while another commit waits for the disk is announced by its own',
  async (t) => {
    const log = heldLog();
    const db = openDatabase({
      file: `${t.testdir()}/outbox.db`,
      migrations: [outboxMigration],
      openLog: log.open,
    });
    t.teardown(() => db.close());
    const outbox = sqliteOutbox(db);
    const announced: number[] = [];
    outbox.onAppended(async () => announced.push((await outbox.next(10, [])).length));
    const append = (eventId: string) =>
      db.write((tx) =>
        outbox.append(tx, { topic: 't', key: 'k', eventId, timeMs: 1, value: new Uint8Array() }),
      );
    const writes = [append('1')];
    await until('the first commit waits', () => log.waiting() === 1);
    writes.push(append('2'));
    log.release();
    await until('the second commit waits', () => log.waiting() === 1);
    t.same(announced, [1]);
    log.release();
    await Promise.all(writes);
    await until('both are announced', () => announced.length === 2);
    t.same(announced, [1, 2]);
  },
);
