import fc from 'fast-check';
import t, { type Test } from 'tap';
import { systemClock, testClock } from '../clock.ts';
import { until } from '../testing/until.ts';
import { collect, eventBusConformance, record } from './conformance.ts';
import { type SqliteBusOptions, sqliteBus } from './sqlite.ts';
import { partitionOf } from './sqlite-log.ts';

const opener = (t: Test, options: Partial<SqliteBusOptions> = {}) => {
  const file = `${t.testdir()}/events.db`;
  return (more: Partial<SqliteBusOptions> = {}) => {
    const bus = sqliteBus({ file, clock: systemClock, redeliveryMs: 1, keepEveryMs: 1, ...options, ...more });
    t.teardown(() => bus.close());
    return bus;
  };
};

t.test('SQLite', async (t) => {
  eventBusConformance(t, async (t) => {
    const open = opener(t);
    return async () => open();
  });
});

t.test('a kill before the commit of an offset redelivers its events, and loses none', async (t) => {
  const open = opener(t, { keepEveryMs: 60_000 });
  const bus = open();
  const events = Array.from({ length: 20 }, (_, i) => record('post', `k${i % 3}`));
  await bus.publish(events);
  const before = await collect(bus, { topic: 'post', group: 'a' });
  await until('all came', () => before.got.length === 20);
  // The first bus is left in the state of a killed process: its offsets are in memory, none on disk.
  const after = await collect(open(), { topic: 'post', group: 'a' });
  await until('all came again', () => after.got.length === 20);
  t.same(after.ids().sort(), before.ids().sort());
});

t.test(
  'records that another process writes into the log are delivered with the next ones, in order',
  async (t) => {
    const open = opener(t, { partitions: 1 });
    const [bus, other] = [open(), open()];
    const events = Array.from({ length: 6 }, () => record('post', 'k'));
    const [first, second, third, ...rest] = events;
    // A tail writes no offsets: two connections of one thread must not wait for each other.
    const { got, ids } = await collect(bus, { topic: 'post', group: 'a', tail: true });
    await bus.publish([first!]);
    await until('the first came', () => got.length === 1);
    await other.publish([second!]);
    await bus.publish([third!]);
    await until('three came', () => got.length === 3);
    for (const event of rest) await bus.publish([event]);
    await until('all came', () => got.length === 6);
    t.same(
      ids(),
      events.map(({ eventId }) => eventId),
    );
  },
);

t.test('a topic keeps its number of partitions', async (t) => {
  const open = opener(t);
  const bus = open({ partitions: 2 });
  await bus.publish([record('post', 'a')]);
  await bus.close();
  const again = open({ partitions: 8 });
  await again.publish([record('post', 'a'), record('user', 'a')]);
  t.equal((await again.lag('post', 'x')).length, 2);
  t.equal((await again.lag('user', 'x')).length, 8);
});

t.test('keys are spread evenly and always the same way', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 64 }), (key, partitions) => {
      const partition = partitionOf(key, partitions);
      return partition >= 0 && partition < partitions && partition === partitionOf(key, partitions);
    }),
  );
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 4_000; i++)
    counts[partitionOf(`${1_000_000_000_000_000_000n + BigInt(i) * 7919n}`, 4)]!++;
  t.ok(
    counts.every((count) => count > 800 && count < 1_200),
    `${counts}`,
  );
  t.equal(partitionOf('1234567890123456789', 4), 3, 'fixed for good: a change would break the order of keys');
  t.end();
});

t.test('old records that every group has processed are deleted, and offsets continue', async (t) => {
  const clock = testClock();
  const open = opener(t, { clock, partitions: 1, retentionHours: 24 });
  const bus = open();
  await bus.publish(Array.from({ length: 1_500 }, () => record('post', 'a')));
  const quick = await collect(bus, { topic: 'post', group: 'quick' });
  const slow = await collect(bus, {
    topic: 'post',
    group: 'slow',
    async onBatch(batch) {
      slow.commits.push(batch.commit(Math.min(1_200, batch.records.at(-1)!.offset + 1)));
      slow.got.push(...batch.records);
    },
  });
  await until('all came', () => quick.got.length === 1_500 && slow.got.length === 1_500);
  await Promise.all([...quick.commits, ...slow.commits]);
  t.equal(await bus.trim(), 0, 'too young');
  clock.advance(24 * 3_600_000 + 1);
  await until(
    'the round of every ten minutes took them',
    async () => (await bus.lag('post', 'new'))[0]!.oldestTimeMs! > 0,
  );
  await bus.publish([record('post', 'a')]);
  await bus.trim();
  await until('the slow group holds its own', async () => (await bus.trim()) === 0);
  const fresh = await collect(bus, { topic: 'post', group: 'fresh' });
  await until('the rest came', () => fresh.got.length >= 301);
  t.equal(fresh.got.length, 301);
  t.equal(fresh.got[0]!.offset, 1_200);
  await slow.stop();
  await Promise.all(fresh.commits);
  await bus.close();
  const again = open();
  const [lag] = await again.lag('post', 'slow');
  t.match(lag, { committed: 1_200, end: 1_501, records: 301 });
});

t.test(
  'publishing is all or nothing: one invalid record refuses the call and leaves the bus usable',
  async (t) => {
    const bus = opener(t)();
    const broken = record('post', 'a', { timeMs: Number.NaN });
    await t.rejects(bus.publish([record('post', 'a'), broken]));
    const good = record('post', 'a');
    await bus.publish([good]);
    const { got, ids } = await collect(bus, { topic: 'post', group: 'a' });
    await until('it came', () => got.length > 0);
    t.same(ids(), [good.eventId]);
  },
);
