// Engines: postgres dgraph cassandra
import { randomUUID } from 'node:crypto';
import t from 'tap';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import { systemClock, testClock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { outboxConformance } from '../../platform/events/conformance/outbox.ts';
import { cassandraOutbox, cassandraOutboxMigration } from '../../platform/events/outbox-cassandra.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../platform/events/outbox-dgraph.ts';
import { postgresOutbox, postgresOutboxMigration } from '../../platform/events/outbox-postgres.ts';
import type { EventRecord } from '../../platform/events/port.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { testKeyspace } from './cassandra.ts';
import { testPredicates } from './dgraph.ts';
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
  const { db, empty } = await testKeyspace(t, [cassandraOutboxMigration]);
  const event = (eventId: string): EventRecord => ({
    topic: 'post',
    key: 'a',
    eventId,
    timeMs: Date.now(),
    value: Uint8Array.of(1),
  });
  const ids = async (outbox: { next: (limit: number, published: []) => Promise<readonly EventRecord[]> }) =>
    (await outbox.next(100, [])).map(({ eventId }) => eventId);

  await t.test('passes the conformance suite', async (t) =>
    outboxConformance(t, async (t) => {
      await empty();
      const outbox = await cassandraOutbox(db, { owner: randomUUID(), clock: systemClock });
      t.teardown(() => outbox.close());
      return { outbox, append: (events) => outbox.write([], events) };
    }),
  );

  await t.test('a living process takes over the rows of a killed one', async (t) => {
    await empty();
    // Its clock stands still, so it sends no further heartbeat.
    const killed = await cassandraOutbox(db, { owner: 'b-killed', clock: testClock() });
    await killed.write([], [event('left'), event('also left')]);
    const [published] = await killed.next(1, []);
    await killed.remove([published!]);
    const heirs = ['c', 'd'].map((owner) =>
      cassandraOutbox(db, { owner, clock: systemClock, deadAfterMs: 3_000 }),
    );
    const [first, second] = await Promise.all(heirs);
    t.teardown(() => Promise.all([first!.close(), second!.close()]));
    await until('it was found', async () => (await ids(first!)).length === 2, 10_000);
    t.same(await ids(first!), ['left', 'also left'], 'since the last beat, so some may come twice');
    t.same(await ids(second!), [], 'by one of the living only');
    // Each process looks for dead ones on its own schedule.
    const oldest = async () => (await second!.waiting([])).oldestTimeMs;
    await until('the others know that something waits', async () => (await oldest()) !== undefined, 10_000);
    t.ok((await oldest())! <= Date.now());
    await first!.remove(await first!.next(10, []));
    t.same(await ids(first!), []);
  });

  await t.test(
    'with very many waiting events the rows stay in the table only, and all are published',
    async (t) => {
      await empty();
      const outbox = await cassandraOutbox(db, { owner: 'b-many', clock: testClock(), maxRowsKept: 10 });
      const expected: string[] = [];
      for (let n = 0; n < 8; n++) {
        const ids = Array.from({ length: 5 }, (_, i) => `${n}-${i}`);
        expected.push(...ids);
        await outbox.write([], ids.map(event));
      }
      t.equal((await outbox.waiting([])).records, 40);
      const first = await outbox.next(25, []);
      t.same(
        first.map(({ eventId }) => eventId),
        expected.slice(0, 25),
      );
      t.same([...first[20]!.value], [1]);
      await outbox.remove(first);
      t.same(await ids(outbox), expected.slice(25));
      const heir = await cassandraOutbox(db, { owner: 'c', clock: systemClock, deadAfterMs: 500 });
      t.teardown(() => heir.close());
      await until('they are taken over', async () => (await ids(heir)).length === 40, 10_000);
      t.same(await ids(heir), expected, 'all since its last beat');
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
    await t.rejects(outbox.write([], [event('done')]), refused);
    done = false;
    await t.rejects(outbox.write([], [event('not done')]), refused);
    t.same(await ids(outbox), []);
    t.equal((await outbox.waiting([])).records, 2, 'both may have happened');
    clock.advance(1_000);
    await until('it was looked for', async () => (await ids(outbox)).length > 0);
    t.same(await ids(outbox), ['done']);
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
      await t.rejects(outbox.write([], [event('replayed')]), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
      await looked(60_000);
      away = false;
      await looked(1_000);
      await looked(38_000);
      await db.batch(brokenOff);
      await looked(1_000);
      t.same(await ids(outbox), ['replayed']);
    },
  );

  await t.test('late rows of a process that died long ago are found, too', async (t) => {
    await empty();
    const at = (Date.now() - 120_000) * 1_000;
    await db.run({
      cql: `INSERT INTO :outbox_owner (part, owner, until, beat_ms, drained) VALUES ('all', 'b-dead', ?, ?, false)`,
      values: [BigInt(at - 1), BigInt(at / 1_000)],
    });
    let looks = 0;
    const counting: Cassandra = {
      ...db,
      all(cql, values, limit) {
        if (/FROM :outbox\s/.test(cql)) looks++;
        return db.all(cql, values, limit);
      },
    };
    const heir = await cassandraOutbox(counting, { owner: 'c', clock: systemClock });
    t.teardown(() => heir.close());
    await until('it has looked', () => looks >= 1);
    const { topic, key, eventId, timeMs, value } = event('replayed');
    await db.run({
      cql: `INSERT INTO :outbox (owner, minute, at, topic, key, event_id, time_ms, value)
        VALUES ('b-dead', ?, ?, ?, ?, ?, ?, ?)`,
      values: [Math.floor(at / 60_000_000), BigInt(at), topic, key, eventId, BigInt(timeMs), value],
    });
    await until('it was found', async () => (await ids(heir)).length === 1, 10_000);
  });

  await t.test('rows acknowledged long after the last heartbeat are taken over, too', async (t) => {
    await empty();
    // Its clock stands still, so it does not poll again, as with a slow query.
    const busy = await cassandraOutbox(db, { owner: 'b-busy', clock: testClock(), deadAfterMs: 1_500 });
    const startedMs = Date.now();
    await until('it is long ago', () => Date.now() - startedMs > 2_000);
    await busy.write([], [event('late')]);
    const heir = await cassandraOutbox(db, { owner: 'c', clock: systemClock, deadAfterMs: 1_500 });
    t.teardown(() => heir.close());
    await until('it was found', async () => (await ids(heir)).length === 1, 10_000);
  });
});
