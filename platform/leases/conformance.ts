import type { Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import type { LeaseStore } from './port.ts';

/** Proves a LeaseStore; `open` gives an empty one, ended by the given clock. */
export function leaseConformance(t: Test, open: (t: Test, clock: TestClock) => Promise<LeaseStore>): void {
  const setup = async (t: Test) => {
    const clock = testClock();
    return { clock, leases: await open(t, clock) };
  };
  const job = { kind: 'job', slots: 1, ttlMs: 1_000 };
  const node = { kind: 'node', slots: 3, ttlMs: 1_000 };

  t.test('a slot has one owner until it is released or ends', async (t) => {
    const { clock, leases } = await setup(t);
    const first = await leases.take({ ...job, owner: 'a' });
    t.same(first, { kind: 'job', slot: 0, owner: 'a', mark: 0 });
    t.equal(await leases.take({ ...job, owner: 'b' }), undefined);
    t.equal((await leases.take({ ...job, kind: 'another job', owner: 'b' }))?.slot, 0);
    await leases.release(first!);
    const second = await leases.take({ ...job, owner: 'b' });
    t.equal(second?.owner, 'b');
    clock.advance(999);
    t.equal(await leases.take({ ...job, owner: 'c' }), undefined);
    clock.advance(1);
    t.equal((await leases.take({ ...job, owner: 'c' }))?.owner, 'c');
  });

  t.test(
    'takers at the same time get different slots, the lowest first, and no more than there are',
    async (t) => {
      const { leases } = await setup(t);
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => leases.take({ ...node, owner })));
      t.same(taken.map((lease) => lease?.slot).sort(), [0, 1, 2, undefined]);
    },
  );

  t.test('a renewed lease lives on; one that was lost is not renewed and not released', async (t) => {
    const { clock, leases } = await setup(t);
    const lease = (await leases.take({ ...job, owner: 'a' }))!;
    clock.advance(900);
    t.equal(await leases.renew(lease, { ttlMs: 1_000 }), true);
    clock.advance(900);
    t.equal(await leases.take({ ...job, owner: 'b' }), undefined);
    clock.advance(200);
    t.equal(await leases.renew(lease, { ttlMs: 1_000 }), true, 'ended, but nobody took it');
    clock.advance(1_000);
    const next = (await leases.take({ ...job, owner: 'b' }))!;
    t.equal(await leases.renew(lease, { ttlMs: 1_000 }), false);
    await leases.release(lease);
    t.equal(await leases.renew(next, { ttlMs: 1_000 }), true, 'still held');
    await leases.release(next);
    t.equal(await leases.renew(next, { ttlMs: 1_000 }), false, 'released is released');
  });

  t.test('a mark outlives the lease, goes up only, and keeps its slot from takers below it', async (t) => {
    const { clock, leases } = await setup(t);
    const lease = (await leases.take({ ...node, owner: 'a', mark: 50 }))!;
    t.equal(lease.mark, 0, 'the mark from before');
    await leases.renew(lease, { ttlMs: 1_000, mark: 70 });
    await leases.renew(lease, { ttlMs: 1_000, mark: 60 });
    clock.advance(1_000);
    t.match(await leases.take({ ...node, owner: 'b', maxMark: 69 }), { slot: 1, mark: 0 });
    const again = await leases.take({ ...node, owner: 'c', maxMark: 70, mark: 10 });
    t.match(again, { slot: 0, mark: 70 });
    await leases.release(again!, { mark: 40 });
    t.match(await leases.take({ ...node, owner: 'd', maxMark: 40 }), { slot: 0, mark: 40 });
  });
}
