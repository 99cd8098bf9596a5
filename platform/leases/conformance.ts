import type { Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import type { LeaseStore } from './port.ts';

/** The conformance suite of `LeaseStore`; `open` gives an empty one whose leases expire by the given clock. */
export function leaseConformance(t: Test, open: (t: Test, clock: TestClock) => Promise<LeaseStore>): void {
  const setup = async (t: Test) => {
    const clock = testClock();
    return { clock, leases: await open(t, clock) };
  };
  const job = { kind: 'job', slots: 1, ttlMs: 1_000 };
  const node = { kind: 'node', slots: 3, ttlMs: 1_000 };

  t.test('a slot has one owner until it is released or expires', async (t) => {
    const { clock, leases } = await setup(t);
    const first = await leases.take({ ...job, owner: 'a' });
    t.match(first, { kind: 'job', slot: 0, owner: 'a', highestMark: 0 });
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

  t.test('concurrent takers get different slots, the lowest first, and no more than there are', async (t) => {
    const { leases } = await setup(t);
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => leases.take({ ...node, owner })));
    t.same(taken.map((lease) => lease?.slot).sort(), [0, 1, 2, undefined]);
  });

  t.test('a renewed lease continues; a lost one is neither renewed nor released', async (t) => {
    const { clock, leases } = await setup(t);
    const lease = (await leases.take({ ...job, owner: 'a' }))!;
    clock.advance(900);
    t.ok(await leases.renew(lease, { ttlMs: 1_000 }));
    clock.advance(900);
    t.equal(await leases.take({ ...job, owner: 'b' }), undefined);
    clock.advance(200);
    t.ok(await leases.renew(lease, { ttlMs: 1_000 }), 'expired, but not taken by another');
    clock.advance(1_000);
    const next = (await leases.take({ ...job, owner: 'b' }))!;
    t.equal(await leases.renew(lease, { ttlMs: 1_000 }), undefined);
    await leases.release(lease);
    t.ok(await leases.renew(next, { ttlMs: 1_000 }), 'still held');
    await leases.release(next);
    t.equal(await leases.renew(next, { ttlMs: 1_000 }), undefined, 'released is released');
  });

  t.test('marks outlive leases and only rise; takers and holders get the highest of the kind', async (t) => {
    const { clock, leases } = await setup(t);
    const a = (await leases.take({ ...node, owner: 'a', mark: 50 }))!;
    t.equal(a.highestMark, 0, 'as it was before');
    t.match(await leases.renew(a, { ttlMs: 1_000, mark: 70 }), { highestMark: 70 });
    t.match(await leases.renew(a, { ttlMs: 1_000, mark: 60 }), { highestMark: 70 });
    const b = (await leases.take({ ...node, owner: 'b' }))!;
    t.match(b, { slot: 1, highestMark: 70 });
    t.match(await leases.take({ ...job, owner: 'b' }), { highestMark: 0 }, 'of another kind');
    await leases.release(b, { mark: 90 });
    t.match(await leases.renew(a, { ttlMs: 1_000 }), { highestMark: 90 });
    clock.advance(1_000);
    t.match(await leases.take({ ...node, owner: 'c' }), { highestMark: 90 });
  });

  t.test('a slot whose lease expired is given away last, the earliest expired first', async (t) => {
    const { clock, leases } = await setup(t);
    const [a, b] = [
      (await leases.take({ ...node, owner: 'a' }))!,
      (await leases.take({ ...node, owner: 'b' }))!,
    ];
    await leases.renew(a, { ttlMs: 3_000 });
    clock.advance(10_000);
    t.equal((await leases.take({ ...node, owner: 'c' }))?.slot, 2, 'never held');
    t.equal((await leases.take({ ...node, owner: 'd' }))?.slot, b.slot);
    t.equal((await leases.take({ ...node, owner: 'e' }))?.slot, a.slot);
    t.equal(await leases.take({ ...node, owner: 'f' }), undefined);
  });
}
