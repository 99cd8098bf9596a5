// Engines: postgres dgraph cassandra
import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import { systemClock, testClock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { outboxConformance } from '../../platform/events/conformance/outbox.ts';
import { cassandraOutbox, cassandraOutboxMigrations } from '../../platform/events/outbox-cassandra.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../platform/events/outbox-dgraph.ts';
import { postgresOutbox, postgresOutboxMigration } from '../../platform/events/outbox-postgres.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { testKeyspace } from './cassandra.ts';
import { testPredicates } from './dgraph.ts';
import { outboxEvent, waitingIds } from './outbox-events.ts';
import { testSchema } from './postgres.ts';

t.test('an outbox in PostgreSQL', async (t) =>
  outboxConformance(t, async (t) => {
    const db = await testSchema(t, [postgresOutboxMigration]);
    const outbox = postgresOutbox(db);
    return {
      outbox,
      append: (events) =>
        db.write(async (tx) => {
          for (const event of events) await outbox.append(tx, event);
        }),
    };
  }),
);

t.test('an outbox in Dgraph', async (t) =>
  outboxConformance(t, async (t) => {
    const { db, prefix } = await testPredicates(t, (prefix) => [dgraphOutboxMigration(prefix)]);
    const outbox = dgraphOutbox(db, prefix, Date.now);
    let at = 0;
    return {
      outbox,
      append: (events) =>
        db.write(async (tx) => {
          for (const event of events) at = outbox.append(tx, event, at);
        }),
    };
  }),
);

t.test('an outbox in Cassandra', async (t) => {
  const { db, empty } = await testKeyspace(t, cassandraOutboxMigrations);

  await t.test('passes the conformance suite', async (t) =>
    outboxConformance(t, async (t) => {
      await empty();
      const outbox = await cassandraOutbox(db, { owner: randomUUID(), clock: systemClock });
      t.teardown(() => outbox.close());
      return { outbox, append: (events) => outbox.write([], events) };
    }),
  );

  await t.test(
    'with very many waiting events the rows stay in the table only, and all are published',
    async (t) => {
      await empty();
      const outbox = await cassandraOutbox(db, { owner: 'b-many', clock: testClock(), maxRowsKept: 10 });
      const expected: string[] = [];
      for (let n = 0; n < 8; n++) {
        const ids = Array.from({ length: 5 }, (_, i) => `${n}-${i}`);
        expected.push(...ids);
        await outbox.write([], ids.map(outboxEvent));
      }
      t.equal((await outbox.waiting([])).records, 40);
      const first = await outbox.next(25, []);
      t.same(
        first.map(({ eventId }) => eventId),
        expected.slice(0, 25),
      );
      t.same([...first[20]!.value], [1]);
      await outbox.remove(first);
      t.same(await waitingIds(outbox), expected.slice(25));
      const heir = await cassandraOutbox(db, { owner: 'c', clock: systemClock, deadAfterMs: 500 });
      t.teardown(() => heir.close());
      await until('they are taken over', async () => (await waitingIds(heir)).length === 40, 20_000);
      t.same(await waitingIds(heir), expected, 'all since its last beat');
    },
  );

  await t.test('a write without an answer is published if it was done, and only then', async (t) => {
    await empty();
    const clock = testClock();
    let done = true;
    const deaf: Cassandra = {
      ...db,
      async batch(statements) {
        if (done) await db.batch(statements);
        throw new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
      },
    };
    const outbox = await cassandraOutbox(deaf, { owner: randomUUID(), clock });
    t.teardown(() => outbox.close());
    const refused = domainErrorLike('DEPENDENCY_UNAVAILABLE');
    await t.rejects(outbox.write([], [outboxEvent('done')]), refused);
    done = false;
    await t.rejects(outbox.write([], [outboxEvent('not done')]), refused);
    t.same(await waitingIds(outbox), []);
    t.equal((await outbox.waiting([])).records, 2, 'both may have happened');
    clock.advance(1_000);
    await until('it was looked for', async () => (await waitingIds(outbox)).length > 0);
    t.same(await waitingIds(outbox), ['done']);
    await until('looked', () => clock.pending() === 1);
    clock.advance(60_000);
    await until('it is given up', async () => (await outbox.waiting([])).records === 1);
  });

  await t.test(
    'a batch that is written long after its interruption, once Cassandra is back, is published',
    async (t) => {
      await empty();
      const clock = testClock();
      let brokenOff: Parameters<Cassandra['batch']>[0] = [];
      let away = true;
      const noAnswer = () => new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
      const failing: Cassandra = {
        ...db,
        async batch(statements) {
          brokenOff = statements;
          throw noAnswer();
        },
        async get(cql, ...values) {
          if (away) throw noAnswer();
          return db.get(cql, ...values);
        },
      };
      const outbox = await cassandraOutbox(failing, { owner: randomUUID(), clock });
      t.teardown(() => outbox.close());
      const looked = (ms: number) => {
        clock.advance(ms);
        return until('it was looked', () => clock.pending() === 1);
      };
      await t.rejects(outbox.write([], [outboxEvent('replayed')]), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
      await looked(60_000);
      away = false;
      await looked(1_000);
      await looked(38_000);
      await db.batch(brokenOff);
      await looked(1_000);
      t.same(await waitingIds(outbox), ['replayed']);
    },
  );
});
