import type t from 'tap';
import { idAtTime } from '../../platform/ids.ts';
import type { Entry } from './domain/entry.ts';
import { ringCapacity, ringHeader, ringNewestFirst, ringSlack, ringVersion } from './domain/ring.ts';
import type { RingStore } from './ports.ts';

type Test = Pick<typeof t, 'test'>;

const start = Date.UTC(2026, 0, 1);
const entryAt = (n: number): Entry => ({
  entryId: idAtTime(start + n),
  actorId: idAtTime(start),
  subjectId: idAtTime(start + n),
});
const ids = (ring: Buffer | undefined) =>
  ring && [...ringNewestFirst(ring, 0n)].map(({ entryId }) => entryId);
const expected = (...ns: number[]) => ns.map((n) => entryAt(n).entryId);

/** Proves the contract of RingStore. `make` returns an empty store; reader ids are unique to a test. */
export function ringStoreConformance(t: Test, make: () => Promise<RingStore>): void {
  t.test('a push reaches existing rings and creates none', async (t) => {
    const rings = await make();
    await rings.open('a');
    t.strictSame(await rings.push(entryAt(1), ['a', 'b']), ['a']);
    t.strictSame(ids(await rings.read('a')), expected(1));
    t.equal(await rings.read('b'), undefined);
  });

  t.test('the version of a ring changes with what it holds, and is that of the bytes read', async (t) => {
    const rings = await make();
    t.strictSame(await rings.versions([]), []);
    t.strictSame(await rings.versions(['a']), [undefined]);
    const seen = new Set<string | undefined>();
    const { birth } = ringHeader(await rings.open('a'));
    await rings.open('b');
    const look = async () => {
      const [b, a, none] = await rings.versions(['b', 'a', 'nobody']);
      const ring = (await rings.read('a'))!;
      t.equal(a, ringVersion(ring, ring, ring.length));
      t.equal(none, undefined);
      t.not(a, b);
      t.notOk(seen.has(a), 'another than before');
      t.equal((await rings.versions(['a']))[0], a, 'reading changes nothing');
      seen.add(a);
    };
    await look();
    await rings.complete('a', birth, { graphVersion: 3n, completeFrom: 0n, entries: [] });
    await look();
    for (let n = 1; n <= ringCapacity + 2 * ringSlack; n++) {
      await rings.push(entryAt(n), ['a']);
      if (n < 4 || n > ringCapacity + ringSlack - 2) await look();
    }
    await rings.drop('a');
    t.strictSame(await rings.versions(['a']), [undefined]);
    await rings.open('a');
    await look();
  });

  t.test('opening an existing ring changes nothing', async (t) => {
    const rings = await make();
    const first = ringHeader(await rings.open('a'));
    await rings.push(entryAt(1), ['a']);
    const again = await rings.open('a');
    t.equal(ringHeader(again).birth, first.birth);
    t.strictSame(ids(again), expected(1));
  });

  t.test('a completed ring has the entries of the lists and those pushed meanwhile', async (t) => {
    const rings = await make();
    const { birth, graphVersion } = ringHeader(await rings.open('a'));
    t.equal(graphVersion, 0n);
    await rings.push(entryAt(5), ['a']);
    const built = {
      graphVersion: 3n,
      completeFrom: BigInt(entryAt(1).entryId),
      entries: [entryAt(1), entryAt(2)],
    };
    t.equal(await rings.complete('a', birth, built), true);
    const ring = (await rings.read('a'))!;
    t.strictSame(ids(ring), expected(5, 2, 1));
    t.strictSame(ringHeader(ring), { birth, graphVersion: 3n, completeFrom: BigInt(entryAt(1).entryId) });
  });

  t.test('entries read for a lost ring do not complete its successor', async (t) => {
    const rings = await make();
    const { birth } = ringHeader(await rings.open('a'));
    await rings.drop('a');
    const built = { graphVersion: 3n, completeFrom: 0n, entries: [entryAt(1)] };
    t.equal(await rings.complete('a', birth, built), false);
    const other = ringHeader(await rings.open('a'));
    t.not(other.birth, birth);
    t.equal(await rings.complete('a', birth, built), false);
    t.equal(ringHeader((await rings.read('a'))!).graphVersion, 0n);
  });

  t.test('over capacity the first entry is evicted and the bound rises above it', async (t) => {
    const rings = await make();
    const { birth } = ringHeader(await rings.open('a'));
    await rings.complete('a', birth, { graphVersion: 1n, completeFrom: 0n, entries: [] });
    const pushed = ringCapacity + ringSlack + 2;
    for (let n = 1; n <= pushed; n++) await rings.push(entryAt(n), ['a']);
    const ring = (await rings.read('a'))!;
    const held = ids(ring)!;
    t.ok(held.length >= ringCapacity && held.length <= ringCapacity + ringSlack, `${held.length} entries`);
    t.strictSame(held, expected(...Array.from({ length: held.length }, (_, i) => pushed - i)));
    t.equal(ringHeader(ring).completeFrom, BigInt(entryAt(pushed - held.length).entryId) + 1n);
  });

  t.test('keeping a ring does not change how it is read and pushed to', async (t) => {
    const rings = await make();
    await rings.keep('nobody');
    t.equal(await rings.read('nobody'), undefined, 'keeping creates no ring');
    const { birth } = ringHeader(await rings.open('a'));
    await rings.push(entryAt(1), ['a']);
    await rings.keep('a');
    await rings.keep('a');
    t.strictSame(await rings.push(entryAt(2), ['a']), ['a']);
    t.strictSame(ids(await rings.open('a')), expected(2, 1));
    const built = { graphVersion: 1n, completeFrom: 0n, entries: [entryAt(3)] };
    t.equal(await rings.complete('a', birth, built), true);
    t.strictSame(ids(await rings.read('a')), expected(3, 2, 1));
    await rings.drop('a');
    t.equal(await rings.read('a'), undefined);
  });

  t.test('bytes that a read returned do not change', async (t) => {
    const rings = await make();
    await rings.open('a');
    for (let n = 1; n <= 3; n++) await rings.push(entryAt(n), ['a']);
    const before = (await rings.read('a'))!;
    const copy = Buffer.from(before);
    for (let n = 4; n <= ringCapacity + 2 * ringSlack; n++) await rings.push(entryAt(n), ['a']);
    t.strictSame(before, copy);
  });
}
