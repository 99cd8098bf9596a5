import fc from 'fast-check';
import t from 'tap';
import { idAtTime } from '../../../platform/ids.ts';
import type { Entry } from './entry.ts';
import {
  completed,
  emptyRing,
  packEntry,
  ringCapacity,
  ringHeader,
  ringNewestFirst,
  trimmed,
} from './ring.ts';

const start = Date.UTC(2026, 0, 1);
const entryAt = (n: number): Entry => {
  const entryId = idAtTime(start + n);
  return { entryId, actorId: idAtTime(start - 1 - (n % 7)), subjectId: entryId };
};
/** The ring after one more push. */
const appended = (ring: Buffer, packed: Buffer) => trimmed(Buffer.concat([ring, packed]));
const times = (max: number) => fc.array(fc.nat({ max: 5000 }), { maxLength: max, size: 'max' });
const newestFirst = (entries: Entry[], fromId = 0n) =>
  [...new Map(entries.filter((e) => BigInt(e.entryId) >= fromId).map((e) => [e.entryId, e])).values()].sort(
    (a, b) => (a.entryId < b.entryId ? 1 : -1),
  );

t.test(
  'a ring returns pushed entries newest first and each once, in whatever order they arrived',
  async () => {
    fc.assert(
      fc.property(times(200), (arrivalTimes) => {
        const entries = arrivalTimes.map(entryAt);
        const ring = entries.reduce<Buffer>((r, entry) => appended(r, packEntry(entry)), emptyRing(1n));
        return JSON.stringify([...ringNewestFirst(ring, 0n)]) === JSON.stringify(newestFirst(entries));
      }),
    );
  },
);

t.test('a ring has every entry at or above its completeFrom', async (t) => {
  fc.assert(
    fc.property(times(1000), fc.nat(), times(300), fc.nat({ max: 5000 }), (early, listedAt, late, from) => {
      const completeFrom = BigInt(idAtTime(start + from));
      const pushed = early.map(entryAt);
      // The lists are read while pushes continue: they have the entries posted before that read.
      const read = pushed.slice(0, listedAt % (early.length + 1));
      const entries = read.filter((entry) => BigInt(entry.entryId) >= completeFrom);
      let ring = pushed.reduce<Buffer>((r, entry) => appended(r, packEntry(entry)), emptyRing(7n));
      ring = completed(ring, { graphVersion: 3n, completeFrom, entries });
      for (const n of late) ring = appended(ring, packEntry(entryAt(n)));
      const header = ringHeader(ring);
      const all = newestFirst([...pushed, ...late.map(entryAt)], header.completeFrom);
      return (
        header.birth === 7n &&
        header.graphVersion === 3n &&
        header.completeFrom >= completeFrom &&
        JSON.stringify([...ringNewestFirst(ring, header.completeFrom)]) === JSON.stringify(all)
      );
    }),
    { numRuns: 100 },
  );
  t.pass();
});

t.test('a ring that is being built stays marked so, however much is pushed', async (t) => {
  let ring: Buffer = emptyRing(1n);
  for (let n = 0; n < ringCapacity + 10; n++) ring = appended(ring, packEntry(entryAt(n)));
  t.equal(ringHeader(ring).graphVersion, 0n);
  t.equal([...ringNewestFirst(ring, 0n)].length, ringCapacity);
});

t.test('eviction raises the bound above the evicted entries', async (t) => {
  let ring: Buffer = completed(emptyRing(1n), { graphVersion: 1n, completeFrom: 0n, entries: [] });
  for (let n = 0; n < ringCapacity + 3; n++) ring = appended(ring, packEntry(entryAt(n)));
  t.equal(ringHeader(ring).completeFrom, BigInt(entryAt(2).entryId) + 1n);
  t.strictSame(
    [...ringNewestFirst(ring, 0n, BigInt(entryAt(5).entryId))].map((e) => e.entryId),
    [entryAt(4).entryId, entryAt(3).entryId],
  );
});

t.test('a full ring with all entries out of order is read newest first', async (t) => {
  const entries = Array.from({ length: ringCapacity }, (_, n) => entryAt(ringCapacity - n));
  const ring = Buffer.concat([emptyRing(1n), ...entries.map(packEntry)]);
  t.strictSame([...ringNewestFirst(ring, 0n)], entries);
});
