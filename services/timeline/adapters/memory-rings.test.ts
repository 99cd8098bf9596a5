import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { idAtTime } from '../../../platform/ids.ts';
import { ringStoreConformance } from '../conformance.ts';
import {
  emptyRing,
  packEntry,
  ringCapacity,
  ringEntryBytes,
  ringHeader,
  ringHeaderBytes,
  ringSlack,
} from '../domain/ring.ts';
import { GrowableRing } from './growable-ring.ts';
import { memoryRings } from './memory-rings.ts';

const start = Date.UTC(2026, 0, 1);
const options = { ttlMs: 3 * 86_400_000, maxBytes: 64 << 20 };

ringStoreConformance(t, async () => memoryRings({ clock: testClock(), ...options }));

t.test('a ring that is not read for three days expires, and memory is bounded', async (t) => {
  const clock = testClock();
  const rings = memoryRings({ clock, ...options });
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  await rings.open('a');
  clock.advance(2 * 86_400_000);
  t.ok(await rings.read('a'));
  clock.advance(2 * 86_400_000);
  t.ok(await rings.read('a'), 'reading renewed it');
  clock.advance(2 * 86_400_000);
  t.strictSame(await rings.push(entry, ['a']), ['a']);
  clock.advance(2 * 86_400_000);
  t.strictSame(await rings.push(entry, ['a']), [], 'a push does not renew it');
  t.equal(await rings.read('a'), undefined);

  const small = memoryRings({ clock, ttlMs: options.ttlMs, maxBytes: 50_000 });
  await small.open('a');
  await small.open('b');
  clock.advance(60_000);
  await small.read('a');
  await small.open('c');
  t.equal(await small.read('b'), undefined, 'the least recently read ring is evicted');
  t.ok(await small.read('a'));
  t.ok(await small.read('c'));
});

t.test('a famous ring is kept at any age, and evicted last when the store is full', async (t) => {
  const clock = testClock();
  const rings = memoryRings({ clock, ...options });
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  await rings.open('famous');
  await rings.open('other');
  await rings.keep('famous');
  clock.advance(30 * 86_400_000);
  t.strictSame(await rings.push(entry, ['famous', 'other']), ['famous']);
  t.ok(await rings.read('famous'));

  const small = memoryRings({ clock, ttlMs: options.ttlMs, maxBytes: 50_000 });
  await small.open('famous');
  await small.keep('famous');
  for (const reader of ['a', 'b', 'c']) await small.open(reader);
  t.ok(await small.read('famous'), 'other rings are evicted first');
  t.equal(await small.read('b'), undefined);
  t.ok(await small.read('c'));
  await small.keep('c');
  await small.open('d');
  t.ok(await small.read('d'), 'but not all of them, however many are famous');
  t.equal(await small.read('c'), undefined);
});

t.test(
  'however pushes and reads alternate, a read returns the latest pushes, and its bytes do not change',
  async () => {
    // The number of pushes before each read. Ids rise by most of the numbers.
    const steps = fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(steps, fc.array(fc.nat({ max: 50 }), { minLength: 1 }), (pushes, late) => {
        const pushed: Buffer[] = [];
        const ring = new GrowableRing(emptyRing(1n));
        const seen: { view: Buffer; copy: Buffer }[] = [];
        for (const count of pushes) {
          for (let i = 0; i < count; i++) {
            const id = idAtTime(start + pushed.length - late[pushed.length % late.length]!);
            pushed.push(packEntry({ entryId: id, actorId: id, subjectId: id }));
            ring.append(pushed.at(-1)!);
          }
          const view = ring.view();
          if (!hasLatest(view, pushed)) return false;
          seen.push({ view, copy: Buffer.from(view) });
        }
        return seen.every(({ view, copy }) => view.equals(copy));
      }),
      { numRuns: 60 },
    );
  },
);

/** Whether a ring has the latest pushes, within capacity, and its bound is above all evicted ones. */
function hasLatest(view: Buffer, pushed: readonly Buffer[]): boolean {
  const held = (view.length - ringHeaderBytes) / ringEntryBytes;
  const evicted = pushed.slice(0, pushed.length - held).map((entry) => entry.readBigUInt64BE(0));
  const bound = evicted.reduce((highest, id) => (id >= highest ? id + 1n : highest), 0n);
  return (
    held >= Math.min(pushed.length, ringCapacity) &&
    held <= ringCapacity + ringSlack &&
    view.subarray(ringHeaderBytes).equals(Buffer.concat(pushed.slice(pushed.length - held))) &&
    ringHeader(view).completeFrom === bound
  );
}
