import t, { type Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import { openDatabase } from '../sqlite/database.ts';
import { storageUnavailable } from '../sqlite/storage-error.ts';
import { blockingLog } from '../sqlite/testing/held-log.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { settle, until } from '../testing/until.ts';
import { leaseConformance } from './conformance.ts';
import { leasedIds } from './leased-ids.ts';
import type { LeaseStore } from './port.ts';
import { leaseMigration, sqliteLeases } from './sqlite.ts';

const open = async (t: Test, clock: TestClock): Promise<LeaseStore> => {
  const db = openDatabase({
    file: `${t.testdir()}/leases.db`,
    migrations: [leaseMigration],
    openLog: blockingLog,
  });
  t.teardown(() => db.close());
  return sqliteLeases(db, clock);
};

/** As several processes use it, with a clock of its own. */
const openShared = async (t: Test, clock: TestClock): Promise<LeaseStore> => {
  const leases = await open(t, clock);
  return {
    ...leases,
    async take(wanted) {
      const taken = await leases.take(wanted);
      return taken && { ...taken, nowMs: clock.nowMs() };
    },
    async renew(lease, change) {
      const news = await leases.renew(lease, change);
      return news && { ...news, nowMs: clock.nowMs() };
    },
  };
};

t.test('SQLite', async (t) => leaseConformance(t, open));

const skewMs = 500;

t.test('ids are issued as long as the lease is renewed', async (t) => {
  const clock = testClock();
  const ids = await leasedIds({ leases: await open(t, clock), clock, owner: 'a', allowedSkewMs: skewMs });
  let last = '';
  for (let second = 0; second < 30; second++) {
    const id = ids.next();
    t.ok(id > last);
    last = id;
    await until('the next renewal is due', () => clock.pending() === 1);
    clock.advance(1_000);
  }
  await ids.close();
  await ids.close();
  t.throws(() => ids.next(), domainErrorLike('DRAINING'));
});

t.test('without renewals issuing stops before the store can give the node away', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const errors: unknown[] = [];
  const broken = { ...leases, renew: () => Promise.reject(new Error('store is down')) };
  const ids = await leasedIds({
    leases: broken,
    clock,
    owner: 'a',
    allowedSkewMs: skewMs,
    ttlMs: 3_000,
    onError: (error) => errors.push(error),
  });
  t.teardown(() => ids.close());
  ids.next();
  clock.advance(2_999);
  ids.next();
  clock.advance(1);
  t.throws(() => ids.next(), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
  await until('it is reported', () => errors.length > 0);
  t.match(errors[0], { message: 'store is down' });
});

t.test('a process that lost the lease continues with another node, above its earlier ids', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const ids = await leasedIds({ leases, clock, owner: 'a', allowedSkewMs: skewMs, ttlMs: 600 });
  t.teardown(() => ids.close());
  const before = Array.from({ length: 5_000 }, () => ids.next()).at(-1)!;
  await until('asleep', () => clock.pending() === 1);
  // The process is suspended past its lease, and another one takes the node id.
  clock.step(clock.nowMs() + 60_000);
  await leases.take({ kind: 'node-id', slots: 1, owner: 'b', ttlMs: 100_000 });
  clock.step(clock.nowMs() - 60_000);
  clock.advance(200);
  await until('another node', () => ids.node() === 1);
  t.ok(ids.next() > before);
});

t.test('when all nodes are taken the error says so', async (t) => {
  const none = { take: async () => undefined, renew: async () => undefined, release: async () => {} };
  await t.rejects(
    leasedIds({ leases: none, clock: testClock(), owner: 'a', allowedSkewMs: skewMs }),
    /none of the 65536 node ids is free/,
  );
});

t.test('the node ids of earlier versions are taken before any others', async (t) => {
  for (const [free, expected] of [
    [1_023, [1_024]],
    [1_024, [1_024, 65_536]],
  ] as const) {
    const asked: number[] = [];
    const leases: LeaseStore = {
      async take({ slots, ...wanted }) {
        asked.push(slots);
        return free < slots ? { ...wanted, slot: free, highestMark: 0 } : undefined;
      },
      renew: async () => undefined,
      release: async () => {},
    };
    const ids = await leasedIds({ leases, clock: testClock(), owner: 'a', allowedSkewMs: skewMs });
    t.teardown(() => ids.close());
    t.equal(ids.node(), free);
    t.strictSame(asked, expected);
  }
});

t.test('a process with a wrong clock reports it until it is right again', async (t) => {
  const clock = testClock();
  const storeClock = testClock();
  const leases = await openShared(t, storeClock);
  const advance = async (ms: number) => {
    storeClock.advance(ms);
    clock.advance(ms);
    await settle();
  };
  const ids = await leasedIds({ leases, clock, owner: 'a', allowedSkewMs: skewMs });
  t.teardown(() => ids.close());
  t.equal(ids.clockProblem(), undefined);
  for (const [offMs, problem] of [
    [500, undefined],
    [501, /501 ms ahead of the database's; 500 ms are allowed/],
    [-500, undefined],
    [-3_600_000, /3600000 ms behind the database's/],
    [0, undefined],
  ] as const) {
    clock.step(storeClock.nowMs() + offMs);
    await advance(2_000);
    const found = ids.clockProblem();
    if (problem === undefined) t.equal(found, undefined, `${offMs} ms`);
    else t.match(found, problem);
    t.ok(Math.abs(ids.nowMs() - storeClock.nowMs()) <= 1, 'ids go by the clock of the store');
  }
});

t.test('a store that does not answer is not waited for', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const silent = { ...leases, renew: () => new Promise<undefined>(() => {}) };
  const ids = await leasedIds({ leases: silent, clock, owner: 'a', allowedSkewMs: skewMs });
  const keeping = ids.keep(ids.nowMs());
  await until('it waits', () => clock.pending() === 2);
  clock.advance(250);
  t.equal(await keeping, 0);
});

t.test('a node id that cannot be released does not prevent the stop', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const errors: unknown[] = [];
  const ids = await leasedIds({
    leases: { ...leases, release: () => Promise.reject(storageUnavailable(new Error('full'))) },
    clock,
    owner: 'a',
    allowedSkewMs: 500,
    onError: (error) => errors.push(error),
  });
  await ids.close();
  t.match(errors, [{ reason: 'DEPENDENCY_UNAVAILABLE' }]);
});

t.test('a process that may start without a node id issues ids when the store accepts writes', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  let isFull = true;
  const store: LeaseStore = {
    ...leases,
    take: (wanted) =>
      isFull ? Promise.reject(storageUnavailable(new Error('the disk is full'))) : leases.take(wanted),
  };
  const options = { leases: store, clock, owner: 'a', allowedSkewMs: 500 };
  await t.rejects(
    leasedIds(options),
    domainErrorLike('DEPENDENCY_UNAVAILABLE'),
    'others wait with their start',
  );
  const ids = await leasedIds({ ...options, beginsWithout: true });
  t.teardown(() => ids.close());
  t.throws(() => ids.next(), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
  isFull = false;
  await until('ids are issued', () => {
    clock.advance(1_000);
    try {
      return ids.next() !== '';
    } catch {
      return false;
    }
  });
});
