// Engines: cassandra
import t, { type Test } from 'tap';
import type { Cassandra } from '../../platform/cassandra/cassandra.ts';
import { systemClock, testClock } from '../../platform/clock.ts';
import { cassandraOutbox, cassandraOutboxMigrations } from '../../platform/events/outbox-cassandra.ts';
import { until } from '../../platform/testing/until.ts';
import { testKeyspace } from './cassandra.ts';
import { outboxEvent, waitingIds } from './outbox-events.ts';

t.test('owners of an outbox in Cassandra', async (t) => {
  const { db, empty } = await testKeyspace(t, cassandraOutboxMigrations);
  const owners = async () =>
    (await db.all<{ owner: string }>("SELECT owner FROM :outbox_owner WHERE part = 'all'", [])).map(
      ({ owner }) => owner,
    );

  /** A process whose looks and whose clock of rows move by `pass` only. */
  const process = async (t: Test, owner: string, wrapped: (db: Cassandra) => Cassandra = (db) => db) => {
    const clock = testClock();
    let nowMs = Date.now();
    let last = 0;
    const own: Cassandra = {
      ...db,
      writeTime() {
        last = Math.max(last + 1, nowMs * 1_000);
        return last;
      },
    };
    const outbox = await cassandraOutbox(wrapped(own), { owner, clock });
    t.teardown(() => outbox.close());
    return {
      outbox,
      /** Time in which it stands still. */
      standStill(ms: number) {
        nowMs += ms;
      },
      /** Looks once a second. */
      async pass(ms: number) {
        for (let left = ms; left > 0; left -= 1_000) {
          nowMs += 1_000;
          await until('the schedule waits', () => clock.pending() === 1);
          clock.advance(1_000);
          await until('it has looked', () => clock.pending() === 1, 20_000);
        }
      },
    };
  };

  await t.test('a living process takes over the rows of a killed one', async (t) => {
    await empty();
    // Its clock stands still, so it sends no further heartbeat.
    const killed = await cassandraOutbox(db, { owner: 'b-killed', clock: testClock() });
    await killed.write([], [outboxEvent('left'), outboxEvent('also left')]);
    const [published] = await killed.next(1, []);
    await killed.remove([published!]);
    const heirs = await Promise.all(
      ['c', 'd'].map((owner) => cassandraOutbox(db, { owner, clock: systemClock })),
    );
    t.teardown(() => Promise.all(heirs.map((heir) => heir.close())));
    const lengths = () => Promise.all(heirs.map(async (heir) => (await waitingIds(heir)).length));
    await until('it was found', async () => Math.max(...(await lengths())) === 2, 20_000);
    t.same((await lengths()).sort(), [0, 2], 'by one of the living only');
    const [first, second] = (await lengths())[0] === 2 ? heirs : [...heirs].reverse();
    t.same(await waitingIds(first!), ['left', 'also left'], 'since the last beat, so some may come twice');
    const oldest = async () => (await second!.waiting([])).oldestTimeMs;
    await until('the other knows that something waits', async () => (await oldest()) !== undefined, 10_000);
    t.ok((await oldest())! <= Date.now());
    await first!.remove(await first!.next(10, []));
    t.same(await waitingIds(first!), []);
  });

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
    await until('it has looked', () => looks >= 1, 20_000);
    const { topic, key, eventId, timeMs, value } = outboxEvent('replayed');
    await db.run({
      cql: `INSERT INTO :outbox (owner, minute, at, topic, key, event_id, time_ms, value)
        VALUES ('b-dead', ?, ?, ?, ?, ?, ?, ?)`,
      values: [Math.floor(at / 60_000_000), BigInt(at), topic, key, eventId, BigInt(timeMs), value],
    });
    await until('it was found', async () => (await waitingIds(heir)).length === 1, 20_000);
  });

  await t.test('rows acknowledged long after the last heartbeat are taken over, too', async (t) => {
    await empty();
    // Its clock stands still, so it does not poll again, as with a slow query.
    const busy = await cassandraOutbox(db, { owner: 'b-busy', clock: testClock(), deadAfterMs: 1_500 });
    const startedMs = Date.now();
    await until('it is long ago', () => Date.now() - startedMs > 2_000);
    await busy.write([], [outboxEvent('late')]);
    const heir = await cassandraOutbox(db, { owner: 'c', clock: systemClock, deadAfterMs: 1_500 });
    t.teardown(() => heir.close());
    await until('it was found', async () => (await waitingIds(heir)).length === 1, 20_000);
  });

  await t.test('a process that ends in order leaves nothing behind', async (t) => {
    await empty();
    const outbox = await cassandraOutbox(db, { owner: 'a', clock: systemClock });
    t.same(await owners(), ['a']);
    await outbox.close();
    t.same(await owners(), []);
  });

  await t.test('one process reads the rows of all, the others its report', async (t) => {
    await empty();
    const reads = new Map<string, number>();
    const counting =
      (owner: string) =>
      (own: Cassandra): Cassandra => ({
        ...own,
        all(cql, values, limit) {
          if (/part = 'all'/.test(cql)) reads.set(owner, (reads.get(owner) ?? 0) + 1);
          return own.all(cql, values, limit);
        },
      });
    const names = ['a', 'b', 'c'];
    const each = await Promise.all(names.map((name) => process(t, name, counting(name))));
    const together = async (seconds: number) => {
      for (let n = 0; n < seconds; n++) await Promise.all(each.map(({ pass }) => pass(1_000)));
    };
    await together(2);
    const before = new Map(reads);
    await together(6);
    const since = names.map((name) => (reads.get(name) ?? 0) - (before.get(name) ?? 0));
    t.same(since.sort(), [0, 0, 6]);
  });

  await t.test('the row of a dead process is deleted when all of its rows are published', async (t) => {
    await empty();
    const dead = await cassandraOutbox(db, { owner: 'b-dead', clock: testClock() });
    await dead.write([], [outboxEvent('left')]);
    const heir = await process(t, 'c');
    await heir.pass(60_000);
    t.same(await waitingIds(heir.outbox), ['left']);
    t.same(await owners(), ['b-dead', 'c'], 'it is not published');
    await heir.outbox.remove(await heir.outbox.next(10, []));
    await heir.pass(2_000);
    t.same(await owners(), ['c']);
    t.same(await heir.outbox.waiting([]), { records: 0 });
  });

  await t.test(
    'a process that only stood still is an owner again before it acknowledges a write',
    async (t) => {
      await empty();
      let meanwhile = async () => {};
      const still = await process(t, 'b-still', (own) => ({
        ...own,
        async batch(statements) {
          await own.batch(statements);
          await meanwhile();
        },
      }));
      const heir = await process(t, 'c');
      const forgotten = async () => {
        still.standStill(70_000);
        await heir.pass(70_000);
        t.same(await owners(), ['c'], 'forgotten');
      };
      await forgotten();
      await still.outbox.write([], [outboxEvent('after')]);
      t.same(await owners(), ['b-still', 'c']);

      meanwhile = async () => {
        meanwhile = async () => {};
        await heir.pass(60_000);
        await heir.outbox.remove(await heir.outbox.next(10, []));
        await forgotten();
      };
      await still.outbox.write([], [outboxEvent('during')]);
      t.same(await owners(), ['b-still', 'c'], 'before the write is acknowledged');
    },
  );

  await t.test('a heartbeat during the deletion keeps the row', async (t) => {
    await empty();
    const still = await process(t, 'b-still');
    let deletions = 0;
    const heir = await process(t, 'c', (own) => ({
      ...own,
      async run(one) {
        if (/^DELETE/.test(one.cql)) {
          deletions++;
          await still.pass(1_000);
        }
        await own.run(one);
      },
    }));
    for (let n = 0; n < 70 && deletions === 0; n++) await heir.pass(1_000);
    t.equal(deletions, 1);
    t.same(await owners(), ['b-still', 'c']);
  });
});
