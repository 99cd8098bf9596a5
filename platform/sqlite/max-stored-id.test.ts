import t from 'tap';
import { openDatabase } from './database.ts';
import { maxStoredId } from './max-stored-id.ts';

t.test('the greatest id of several columns, without the suffix of event ids', async (t) => {
  const sql = 'CREATE TABLE post (id TEXT PRIMARY KEY); CREATE TABLE outbox (event_id TEXT NOT NULL)';
  const db = openDatabase({ file: `${t.testdir()}/ids.db`, migrations: [{ name: 'ids', sql }] });
  t.teardown(() => db.close());
  const columns = [
    ['post', 'id'],
    ['outbox', 'event_id'],
  ] as const;
  t.equal(maxStoredId(db, columns), '');
  await db.write((tx) => tx.run("INSERT INTO post VALUES ('1576802257083568128'), ('1576802257083568127')"));
  t.equal(maxStoredId(db, columns), '1576802257083568128');
  await db.write((tx) => tx.run("INSERT INTO outbox VALUES ('1576802257083568129.1576802204323418113')"));
  t.equal(maxStoredId(db, columns), '1576802257083568129');
});
