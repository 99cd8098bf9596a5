import t, { type Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import { timeOf } from '../ids.ts';
import { openDatabase } from '../sqlite/database.ts';
import { storageUnavailable } from '../sqlite/storage-error.ts';
import { refusal } from '../testing/refusal.ts';
import { settle, until } from '../testing/until.ts';
import { leaseConformance } from './conformance.ts';
import { leasedIds } from './leased-ids.ts';
import type { LeaseStore } from './port.ts';
import { leaseMigration, sqliteLeases } from './sqlite.ts';

const open = async (t: Test, clock: TestClock): Promise<LeaseStore> => {
  const db = openDatabase({ file: `${t.testdir()}/leases.db`, migrations: [leaseMigration] });
  t.teardown(() => db.close());
  return sqliteLeases(db, clock);
};

t.test('SQLite', async (t) => leaseConformance(t, open));

t.test('ids go on as long as the lease is renewed', async (t) => {
  const clock = testClock();
  const ids = await leasedIds({ leases: await open(t, clock), clock, owner: 'a' });
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
  t.throws(() => ids.next(), refusal('DRAINING'));
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
    ttlMs: 10_000,
    reserveMs: 3_000,
    onError: (error) => errors.push(error),
  });
  t.teardown(() => ids.close());
  ids.next();
  clock.advance(2_999);
  await settle();
  ids.next();
  clock.advance(1);
  t.throws(() => ids.next(), refusal('DEPENDENCY_UNAVAILABLE'));
  t.match(errors, [{ message: 'store is down' }]);
});

t.test('who lost the lease goes on with another node, above what he issued', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const ids = await leasedIds({ leases, clock, owner: 'a', ttlMs: 600, reserveMs: 600 });
  t.teardown(() => ids.close());
  const before = Array.from({ length: 5_000 }, () => ids.next()).at(-1)!;
  await until('asleep', () => clock.pending() === 1);
  // The process stands still past its lease and somebody else takes the node.
  clock.step(clock.nowMs() + 60_000);
  await leases.take({ kind: 'node-id', slots: 1, owner: 'b', ttlMs: 100_000 });
  clock.step(clock.nowMs() - 60_000);
  clock.advance(200);
  await until('another node', () => ids.node() === 1);
  t.ok(ids.next() > before);
});

t.test('a restart repeats no id, after a clean end, a crash, or a clock that stepped back', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  const issued = new Set<string>();
  let count = 0;
  const life = async (owner: string, end: 'clean' | 'crash') => {
    const ids = await leasedIds({ leases, clock, owner });
    t.teardown(() => ids.close());
    for (let i = 0; i < 100; i++, count++) issued.add(ids.next());
    clock.advance(10);
    if (end === 'clean') await ids.close();
    return ids.node();
  };
  t.equal(await life('a', 'clean'), 0);
  t.equal(await life('b', 'clean'), 0, 'a clean end frees the node at once, and its reserve');
  t.equal(await life('c', 'crash'), 0);
  t.equal(await life('d', 'clean'), 1, 'the crashed one still holds its node');
  clock.step(clock.nowMs() - 3_600_000);
  t.equal(await life('e', 'clean'), 2, 'nodes that issued later than now are left alone');
  clock.step(clock.nowMs() + 7_200_000);
  const ids = await leasedIds({ leases, clock, owner: 'f' });
  t.equal(ids.node(), 0, 'the lease of the crashed one ended');
  issued.add(ids.next());
  count++;
  await ids.close();
  t.equal(issued.size, count);
  t.ok([...issued].every((id) => timeOf(id) > 0));
});

t.test('all nodes taken is an error that says so', async (t) => {
  const none = { take: async () => undefined, renew: async () => false, release: async () => {} };
  await t.rejects(
    leasedIds({ leases: none, clock: testClock(), owner: 'a' }),
    /none of the 1024 node ids is free/,
  );
});

t.test('who may begin without a node id issues ids once the store takes writes', async (t) => {
  const clock = testClock();
  const leases = await open(t, clock);
  let isFull = true;
  const fails = () => Promise.reject(storageUnavailable(new Error('the disk is full')));
  const store: LeaseStore = {
    ...leases,
    take: (wanted) => (isFull ? fails() : leases.take(wanted)),
  };
  const options = { leases: store, clock, owner: 'a', allowedSkewMs: 500 };
  await t.rejects(leasedIds(options), refusal('DEPENDENCY_UNAVAILABLE'), 'others wait with their start');
  const ids = await leasedIds({ ...options, beginsWithout: true });
  t.teardown(() => ids.close());
  t.throws(() => ids.next(), refusal('DEPENDENCY_UNAVAILABLE', { metadata: { dependency: 'storage' } }));
  isFull = false;
  const issues = () => {
    clock.advance(1_000);
    try {
      return ids.next() !== '';
    } catch {
      return false;
    }
  };
  await until('ids are issued', issues);
});
