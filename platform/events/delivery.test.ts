import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { keepAlive, systemClock, testClock } from '../clock.ts';
import { openDatabase } from '../sqlite/database.ts';
import { settle, until } from '../testing/until.ts';
import { backoffMs } from './backoff.ts';
import { batchProgress } from './batch-progress.ts';
import { deadLetterConformance } from './conformance/dead-letters.ts';
import { collect, record } from './conformance.ts';
import { type ConsumerOptions, startConsumer } from './consumer.ts';
import { type DeadLetter, deadLetterOf, fromRecord, toRecord } from './dead-letter.ts';
import { collectDeadLetters, deadLetters } from './dead-letters.ts';
import { deadLetterMigrations, sqliteDeadLetters } from './dead-letters-sqlite.ts';
import { outboxMigration, sqliteOutbox } from './outbox.ts';
import { type Delivery, type EventBus, type EventRecord, totalLag } from './port.ts';
import { type RelayOptions, startRelay } from './relay.ts';
import { sqliteBus } from './sqlite.ts';

const quick = { firstMs: 1, factor: 1, maxMs: 1 };
const busFor = (t: Test) => {
  const bus = sqliteBus({ file: `${t.testdirName}/events.db`, clock: systemClock, redeliveryMs: 1 });
  t.teardown(() => bus.close());
  return bus;
};
const databaseFor = (t: Test) => {
  const db = openDatabase({
    file: `${t.testdirName}/own.db`,
    migrations: [outboxMigration, ...deadLetterMigrations],
  });
  t.teardown(() => db.close());
  return db;
};

t.test('back-off grows to its limit', (t) => {
  t.same(
    [1, 2, 3, 4].map((n) => backoffMs({ firstMs: 100, factor: 3, maxMs: 1_000 }, n)),
    [100, 300, 900, 1_000],
  );
  t.end();
});

t.test('the lowest unfinished offset is committed, whatever the order of completion', (t) => {
  fc.assert(
    fc.property(fc.shuffledSubarray([3, 4, 7, 8, 20], { minLength: 5 }), (order) => {
      const records = [3, 4, 7, 8, 20].map((offset) => ({
        ...record('post', 'k', { timeMs: offset }),
        offset,
      }));
      const progress = batchProgress(records as Delivery[]);
      const done = new Set<number>();
      let committed = 0;
      for (const offset of order) {
        done.add(offset);
        committed = progress.done(offset) ?? committed;
        const open = records.filter((each) => !done.has(each.offset));
        if (committed > (open[0]?.offset ?? 21)) return false;
        if (progress.unfinished().oldestTimeMs !== open[0]?.timeMs) return false;
        if (progress.unfinished().records !== open.length) return false;
      }
      return committed === 21;
    }),
  );
  t.end();
});

const outboxFor = (t: Test, bus: EventBus, more: Partial<RelayOptions> = {}) => {
  const db = databaseFor(t);
  const outbox = sqliteOutbox(db);
  const start = (bus: EventBus, again: Partial<RelayOptions> = {}) => {
    const relay = startRelay({ outbox, bus, timers: systemClock, backoff: quick, ...more, ...again });
    t.teardown(() => relay.stop());
    return relay;
  };
  const append = (event: EventRecord) => db.write((tx) => outbox.append(tx, event));
  return { db, outbox, append, relay: start(bus), start };
};
/** A bus that rejects while it is down, and may lose the acknowledgement of a publish. */
const flaky = (bus: EventBus) => {
  const state = { down: false, deaf: false, tries: 0 };
  const publish: EventBus['publish'] = async (records) => {
    state.tries++;
    if (state.down) throw new Error('bus is down');
    await bus.publish(records);
    if (state.deaf) throw new Error('answer lost');
  };
  return { state, bus: { ...bus, publish } };
};

t.test('a commit with events wakes the relay; a rolled-back write announces nothing', async (t) => {
  t.testdir();
  const bus = busFor(t);
  const { db, outbox, append, relay } = outboxFor(t, bus);
  const seen = await collect(bus, { topic: 'post', group: 'a' });
  const events = Array.from({ length: 30 }, () => record('post', 'one'));
  const writes = events.map(append);
  const failed = db.write((tx) => {
    outbox.append(tx, record('post', 'one'));
    throw new Error('taken back');
  });
  await t.rejects(failed, /taken back/);
  await Promise.all(writes);
  await relay.drain();
  t.same(await relay.waiting(), { records: 0 });
  await until('they came', () => seen.got.length >= 30);
  t.same(
    seen.ids(),
    events.map((e) => e.eventId),
  );
  await relay.stop();
  t.same(await outbox.waiting([]), { records: 0 }, 'published rows are deleted');
});

t.test('while the bus fails no event is lost, and the order stays', async (t) => {
  t.testdir();
  const real = busFor(t);
  const { bus, state } = flaky(real);
  const errors: unknown[] = [];
  const { append, relay } = outboxFor(t, bus, { maxBatch: 4, onError: (error) => errors.push(error) });
  const seen = await collect(real, { topic: 'post', group: 'a' });
  const events = Array.from({ length: 10 }, () => record('post', 'one'));
  state.down = true;
  await Promise.all(events.map(append));
  await until('it tries', () => state.tries > 2);
  t.same(await relay.waiting(), { records: 10, oldestTimeMs: events[0]!.timeMs });
  await t.rejects(relay.drain(), /bus is down/);
  state.down = false;
  state.deaf = true;
  await until('an answer was lost', () => errors.some((error) => /answer lost/.test(String(error))));
  state.deaf = false;
  await until('all came', () => new Set(seen.ids()).size === 10);
  const firsts = [...new Set(seen.ids())];
  t.same(
    firsts,
    events.map((e) => e.eventId),
  );
  await until('nothing waits', async () => (await relay.waiting()).records === 0);
});

t.test(
  'events left by a crash are published at the next start; published ones at most once more',
  async (t) => {
    t.testdir();
    const real = busFor(t);
    const { bus, state } = flaky(real);
    state.down = true;
    const { append, relay, start, outbox } = outboxFor(t, bus, { removeEveryMs: 60_000 });
    const events = Array.from({ length: 5 }, () => record('post', 'one'));
    await Promise.all(events.map(append));
    await relay.stop();
    t.equal((await outbox.waiting([])).records, 5);
    const next = start(real);
    await next.drain();
    // The state after a kill: published but not yet deleted.
    const last = start(real);
    await last.drain();
    const seen = await collect(real, { topic: 'post', group: 'a' });
    await until('all came', () => seen.got.length >= 10);
    const ids = events.map((e) => e.eventId);
    t.same(seen.ids(), [...ids, ...ids]);
  },
);

const consume = async (
  t: Test,
  bus: EventBus,
  options: Partial<ConsumerOptions> & Pick<ConsumerOptions, 'handle'>,
) => {
  const consumer = await startConsumer({
    bus,
    clock: systemClock,
    topic: 'post',
    group: 'a',
    backoff: quick,
    ...options,
  });
  t.teardown(() => consumer.stop());
  return consumer;
};

t.test(
  'a consumer keeps the order of a key and handles several keys concurrently, up to the limit',
  async (t) => {
    t.testdir();
    const bus = busFor(t);
    const events = Array.from({ length: 120 }, (_, i) => record('post', `k${i % 11}`));
    await bus.publish(events);
    const busy = new Set<string>();
    let most = 0;
    const done: EventRecord[] = [];
    const problems: string[] = [];
    const consumer = await consume(t, bus, {
      concurrency: 2,
      async handle(event) {
        if (busy.has(event.key)) problems.push(`two of ${event.key} at once`);
        busy.add(event.key);
        most = Math.max(most, busy.size);
        await settle(1 + (event.offset % 3));
        busy.delete(event.key);
        done.push(event);
      },
    });
    await until('all are done', () => done.length === events.length);
    t.same(problems, []);
    t.ok(most > 1 && most <= 2 * 4, `${most} at once in 4 partitions`);
    for (const [key, own] of Map.groupBy(events, (event) => event.key)) {
      t.same(
        done.filter((event) => event.key === key).map((event) => event.eventId),
        own.map((event) => event.eventId),
      );
    }
    await until('all is committed', async () => totalLag(await consumer.lag()).records === 0);
    t.same(consumer.unfinished(), { records: 0 });
  },
);

t.test('a consumer without order handles events of one key concurrently, up to the limit', async (t) => {
  t.testdir();
  const bus = busFor(t);
  const events = Array.from({ length: 12 }, () => record('post', 'one'));
  await bus.publish(events);
  let busy = 0;
  let most = 0;
  const done = new Set<string>();
  const consumer = await consume(t, bus, {
    concurrency: 5,
    anyOrder: true,
    async handle({ eventId }) {
      most = Math.max(most, ++busy);
      await settle(3);
      busy -= 1;
      done.add(eventId);
    },
  });
  await until('all are done', () => done.size === events.length);
  t.equal(most, 5);
  await until('all is committed', async () => totalLag(await consumer.lag()).records === 0);
});

t.test('events that are handled together are committed, the others follow in order', async (t) => {
  t.testdir();
  const bus = busFor(t);
  const events = Array.from({ length: 12 }, (_, n) => record('post', n % 2 === 0 ? 'one' : 'two'));
  await bus.publish(events);
  const even = ({ eventId }: EventRecord) => events.findIndex((each) => each.eventId === eventId) % 4 < 2;
  const together: string[][] = [];
  const alone: string[] = [];
  const consumer = await consume(t, bus, {
    async together(batch) {
      const taken = batch.filter(even);
      together.push(taken.map(({ eventId }) => eventId));
      return taken;
    },
    handle: ({ eventId }) => void alone.push(eventId),
  });
  await until('all is committed', async () => totalLag(await consumer.lag()).records === 0);
  t.same(
    together.flat().sort(),
    events
      .filter(even)
      .map(({ eventId }) => eventId)
      .sort(),
  );
  t.ok(together.length <= 4, `${together.length} calls for 4 partitions`);
  for (const key of ['one', 'two']) {
    const left = events.filter((event) => event.key === key && !even(event)).map(({ eventId }) => eventId);
    t.same(
      alone.filter((eventId) => left.includes(eventId)),
      left,
    );
  }
  t.equal(alone.length, 6);
});

t.test(
  'when events cannot be handled together, each is handled alone, and only the bad one is a dead letter',
  async (t) => {
    t.testdir();
    const bus = busFor(t);
    const [good, poison, last] = [record('post', 'one'), record('post', 'one'), record('post', 'one')];
    await bus.publish([good, poison, last]);
    const failures: unknown[] = [];
    const done: string[] = [];
    const letters: string[] = [];
    const consumer = await consume(t, bus, {
      tries: 2,
      together: async () => {
        throw new Error('one of them is bad');
      },
      handle({ eventId }) {
        if (eventId === poison.eventId) throw new Error('poison');
        done.push(eventId);
      },
      onDeadLetter: ({ eventId }) => void letters.push(eventId),
      onError: (error) => failures.push(error),
    });
    await until('all is committed', async () => totalLag(await consumer.lag()).records === 0);
    t.same(done, [good.eventId, last.eventId]);
    t.same(letters, [poison.eventId]);
    t.match(failures[0], { message: 'one of them is bad' });
  },
);

t.test(
  'a tail skips events that it cannot handle and writes no dead letter, because every process has one',
  async (t) => {
    t.testdir();
    const bus = busFor(t);
    const [poison, next] = [record('post', 'one'), record('post', 'one')];
    const done: string[] = [];
    await consume(t, bus, {
      tail: true,
      tries: 1,
      handle({ eventId }) {
        if (eventId === poison.eventId) throw new Error('poison');
        done.push(eventId);
      },
    });
    await bus.publish([poison, next]);
    await until('the next one is done', () => done.length === 1);
    t.equal(totalLag(await bus.lag('dead-letter', 'any')).records, 0);
  },
);

t.test('a failing event is retried and becomes a dead letter; the next of its key follows', async (t) => {
  t.testdir();
  const bus = busFor(t);
  const [poison, next, other] = [record('post', 'one'), record('post', 'one'), record('post', 'two')];
  const tried: string[] = [];
  const buried: DeadLetter[] = [];
  const errors: unknown[] = [];
  let refusals = 1;
  let mended = false;
  await bus.publish([poison, next, other]);
  const consumer = await consume(t, bus, {
    tries: 3,
    onError: (error, event, attempt) => errors.push([String(error), event?.eventId, attempt]),
    handle(event) {
      tried.push(event.eventId);
      if (event.eventId === poison.eventId && !mended) throw new Error('can not be done');
    },
    onDeadLetter(letter) {
      if (refusals-- > 0) throw new Error('not now');
      buried.push(letter);
    },
  });
  await until('all is done', async () => tried.length === 5 && totalLag(await consumer.lag()).records === 0);
  t.same(
    tried.filter((id) => id !== other.eventId),
    [poison.eventId, poison.eventId, poison.eventId, next.eventId],
  );
  t.match(buried, [{ ...poison, group: 'a', attempts: 3, error: /can not be done/ }]);
  t.match(errors, [
    ['Error: can not be done', poison.eventId, 1],
    ['Error: can not be done', poison.eventId, 2],
    ['Error: can not be done', poison.eventId, 3],
    ['Error: not now', poison.eventId, 1],
  ]);

  const store = sqliteDeadLetters(databaseFor(t));
  const noise: unknown[] = [];
  await bus.publish([record('dead-letter', 'one')]);
  const collector = await collectDeadLetters({
    bus,
    store,
    clock: systemClock,
    onError: (e) => noise.push(e),
  });
  t.teardown(() => collector.stop());
  await until('it is stored', async () => (await store.count()) === 1 && noise.length === 1);
  t.match(noise, [/is no letter/]);
  // Keeps the process alive while a retry waits.
  t.teardown(keepAlive());
  const letters = deadLetters(store, bus, systemClock);
  const [letter] = await letters.list({ limit: 10 });
  t.same({ ...letter, value: [...letter!.value] }, { ...buried[0], value: [...buried[0]!.value] });
  t.same(await letters.list({ limit: 10, after: letter! }), []);
  t.same(await letters.list({ limit: 10, topic: 'other' }), []);
  t.equal((await letters.list({ limit: 10, topic: 'post', group: 'a' })).length, 1);
  const { signal } = new AbortController();
  t.equal(await letters.retry('nothing', signal), undefined);
  t.match(
    await letters.retry(letter!.id, signal),
    { id: letter!.id, error: /can not be done/ },
    'given up on again',
  );
  t.equal(tried.length, 8);
  t.equal(await letters.count(), 1, 'the letter stays');
  await t.rejects(letters.retry(letter!.id, AbortSignal.abort(new Error('enough'))), /enough/);
  t.equal(await letters.count(), 1, 'also when no caller waits for the outcome');
  mended = true;
  t.equal(await letters.retry(letter!.id, signal), 'taken');
  t.equal(await letters.retry(letter!.id, signal), undefined);
  await store.put(letter!);
  t.equal(await letters.discard(letter!.id), true);
  t.equal(await letters.discard(letter!.id), false);
});

t.test('dead letters in SQLite', async (t) =>
  deadLetterConformance(t, async (t) => {
    t.testdir();
    const [bus, store] = [busFor(t), sqliteDeadLetters(databaseFor(t))];
    return async () => ({ bus, store });
  }),
);

t.test("a failure that is not the event's fault is retried without limit", async (t) => {
  t.testdir();
  const bus = busFor(t);
  await bus.publish([record('post', 'one')]);
  let tries = 0;
  const buried: DeadLetter[] = [];
  await consume(t, bus, {
    tries: 2,
    isTransient: (error) => /down/.test(String(error)),
    onDeadLetter: (letter) => void buried.push(letter),
    handle() {
      if (++tries < 20) throw new Error('the store is down');
      if (tries < 21) throw new Error('bad event');
    },
  });
  await until('it was done', () => tries === 21);
  t.same(buried, []);
});

t.test('a paused consumer starts nothing; a stopped one leaves the rest for the next', async (t) => {
  t.testdir();
  const bus = busFor(t);
  const clock = testClock();
  const events = Array.from({ length: 6 }, () => record('post', 'one'));
  const done: string[] = [];
  const first = await consume(t, bus, {
    clock,
    tries: 100,
    backoff: { firstMs: 60_000, factor: 1, maxMs: 60_000 },
    handle(event) {
      if (event.eventId === events[3]!.eventId) throw new Error('wait');
      done.push(event.eventId);
    },
  });
  first.pause();
  await bus.publish(events);
  await until('they came', () => first.unfinished().records === 6);
  await settle();
  t.same(done, []);
  first.resume();
  await until('it waits before trying again', () => clock.pending() === 1);
  t.match(first.unfinished(), { records: 3, oldestTimeMs: events[3]!.timeMs });
  await first.stop();
  t.equal(clock.pending(), 0, 'stopping does not wait for the back-off');
  const again: string[] = [];
  await consume(t, bus, { handle: (event) => void again.push(event.eventId) });
  await until('the rest came', () => again.length === 3);
  const ids = events.map((e) => e.eventId);
  t.same([done, again], [ids.slice(0, 3), ids.slice(3)]);
});

t.test('a letter on the topic carries everything, byte for byte', (t) => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), fc.nat(), (value, key, attempts) => {
      const event = { ...record('post', key, { value }), partition: 1, offset: 2 };
      const letter = deadLetterOf(event, { group: 'g', error: 'plain', attempts, failedMs: 9 });
      const again = fromRecord(toRecord(letter));
      return isDeepStrictEqual(again, letter) && toRecord(letter).topic === 'dead-letter';
    }),
  );
  t.throws(() => fromRecord(record('dead-letter', 'x')));
  t.end();
});
