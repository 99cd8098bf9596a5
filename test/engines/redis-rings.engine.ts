// Engines: redis
import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { idAtTime } from '../../platform/ids.ts';
import { redisRings } from '../../services/timeline/adapters/redis-rings.ts';
import { ringStoreConformance } from '../../services/timeline/conformance.ts';
import type { Entry } from '../../services/timeline/domain/entry.ts';
import {
  completed,
  emptyRing,
  packEntry,
  ringHeader,
  ringVersion,
  trimmed,
} from '../../services/timeline/domain/ring.ts';
import type { RingStore } from '../../services/timeline/ports.ts';
import { passLives, redisOfTest } from './redis.ts';

const { client, prefix } = redisOfTest(t);
const ttlMs = 3 * 86_400_000;
const start = Date.UTC(2026, 0, 1);
const fresh = () => redisRings({ client, ttlMs, prefix: `${prefix}${randomUUID()}:` });

ringStoreConformance(t, async () => fresh());

t.test('a ring that is not read for three days expires; a read renews it, a push does not', async (t) => {
  const own = `${prefix}${randomUUID()}:`;
  const rings = redisRings({ client, ttlMs, prefix: own });
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  const twoDays = () => passLives(client, own, 2 * 86_400_000);
  await rings.open('a');
  await twoDays();
  t.ok(await rings.read('a'));
  await twoDays();
  t.ok(await rings.read('a'), 'reading renewed it');
  await twoDays();
  t.strictSame(await rings.push(entry, ['a']), ['a']);
  await twoDays();
  t.strictSame(await rings.push(entry, ['a']), [], 'a push does not renew it');
  t.equal(await rings.read('a'), undefined);
});

t.test('a push to a full ring does not renew it, and the ring is bounded', async (t) => {
  const own = `${prefix}${randomUUID()}:`;
  const rings = redisRings({ client, ttlMs, prefix: own });
  await rings.open('a');
  // The next id has other 32-bit halves, because Lua has no 64-bit numbers.
  const entry = { entryId: '4294967295', actorId: '1', subjectId: '1' };
  for (let n = 0; n < 929; n++) await rings.push(entry, ['a']);
  t.equal(await client.strlen(`${own}a`), 32 + 24 * 800);
  t.ok((await client.pttl(`${own}a`)) > ttlMs - 60_000);
  t.equal(ringHeader((await rings.read('a'))!).completeFrom, 1n << 32n);
});

t.test('a famous ring never expires; a rebuilt one expires again', async (t) => {
  const own = `${prefix}${randomUUID()}:`;
  const rings = redisRings({ client, ttlMs, prefix: own });
  const lifeMs = () => client.pttl(`${own}a`);
  const { birth } = ringHeader(await rings.open('a'));
  await rings.read('a');
  t.ok((await lifeMs()) > 0);
  await rings.keep('a');
  const entry = { entryId: '4294967295', actorId: '1', subjectId: '1' };
  await rings.read('a');
  await rings.open('a');
  for (let n = 0; n < 929; n++) await rings.push(entry, ['a']);
  t.equal(await rings.complete('a', birth, { graphVersion: 1n, completeFrom: 0n, entries: [] }), true);
  await rings.read('a');
  t.equal(await lifeMs(), -1);
  await rings.drop('a');
  await rings.open('a');
  t.ok((await lifeMs()) > 0);
});

t.test('a push reaches rings on every node at once, and reports whose', async (t) => {
  const rings = fresh();
  const readers = Array.from({ length: 300 }, (_, n) => `r${n}`);
  const open = readers.filter((_, n) => n % 3 > 0);
  await Promise.all(open.map((reader) => rings.open(reader)));
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  t.strictSame(await rings.push(entry, readers), open);
});

t.test('a push reaches rings that have moved to another node', async (t) => {
  const errors: string[] = [];
  const own = `${prefix}${randomUUID()}:`;
  const rings = redisRings({ client, ttlMs, prefix: own, onError: (error) => errors.push(String(error)) });
  const readers = Array.from({ length: 50 }, (_, n) => `r${n}`);
  for (const reader of readers) await rings.open(reader);
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  const nodes = client.nodes('master');
  // As if all rings of a node had just been moved to the next.
  const moved = nodes.map((node, n) =>
    Object.create(nodes[(n + 1) % nodes.length]!, { options: { value: node.options } }),
  );
  t.intercept(client, 'nodes', { value: () => moved });
  t.strictSame(await rings.push(entry, readers), readers);
  t.match(errors, [/non local key/]);
  const ring = await rings.read(readers[7]!);
  t.equal(ring!.subarray(32, 56).compare(packEntry(entry)), 0);
});

t.test('a node that lost the functions gets them again', async (t) => {
  const rings = fresh();
  await rings.open('a');
  await Promise.all(client.nodes('master').map((node) => node.call('FUNCTION', 'FLUSH')));
  const entry = { entryId: idAtTime(start), actorId: idAtTime(start), subjectId: idAtTime(start) };
  t.strictSame(await rings.push(entry, ['a', 'b']), ['a']);
  await Promise.all(client.nodes('master').map((node) => node.call('FUNCTION', 'FLUSH')));
  t.ok(await rings.open('c'));
});

t.test('pushes during a completion are in the ring after it', async (t) => {
  const rings = fresh();
  const { birth } = ringHeader(await rings.open('a'));
  const entryAt = (n: number): Entry => {
    const id = idAtTime(start + n);
    return { entryId: id, actorId: id, subjectId: id };
  };
  const pushes = Array.from({ length: 200 }, (_, n) => rings.push(entryAt(n), ['a']));
  const built = { graphVersion: 1n, completeFrom: 0n, entries: [entryAt(500)] };
  t.equal(await rings.complete('a', birth, built), true);
  await Promise.all(pushes);
  t.equal(((await rings.read('a'))!.length - 32) / 24, 201);
});

/** A step on both stores; numbers choose entries, some out of order and some with the highest halves. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('push' as const), count: fc.integer({ min: 100, max: 700 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('open' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('complete' as const),
      from: fc.nat({ max: 500 }),
      version: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const) }) },
);

/**
 * The codec's result of the same steps, trimmed at every push. The rings in memory cannot serve as reference for bytes,
 * because they trim later.
 */
function codecRings(): RingStore {
  const rings = new Map<string, Buffer>();
  return {
    read: async (readerId) => rings.get(readerId),
    versions: async (readerIds) =>
      readerIds.map((readerId) => {
        const ring = rings.get(readerId);
        return ring && ringVersion(ring, ring, ring.length);
      }),
    async open(readerId) {
      const ring = rings.get(readerId) ?? emptyRing(randomBytes(8).readBigUInt64BE());
      rings.set(readerId, ring);
      return ring;
    },
    async push(entry, readerIds) {
      const whose = readerIds.filter((readerId) => rings.has(readerId));
      for (const readerId of whose)
        rings.set(readerId, trimmed(Buffer.concat([rings.get(readerId)!, packEntry(entry)])));
      return whose;
    },
    async complete(readerId, birth, built) {
      const ring = rings.get(readerId);
      if (ring === undefined || ringHeader(ring).birth !== birth) return false;
      rings.set(readerId, completed(ring, built));
      return true;
    },
    async keep() {},
    async drop(readerId) {
      rings.delete(readerId);
    },
  };
}

t.test('after any operations, Redis holds the bytes that the codec makes', async (t) => {
  let reads = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 15 }),
      fc.array(fc.nat({ max: 2_000 }), { minLength: 1 }),
      fc.constantFrom(0n, (1n << 32n) - 20n, (1n << 63n) - 1n),
      async (steps, late, base) => {
        const stores: RingStore[] = [codecRings(), fresh()];
        let n = 0;
        const entry = (at: number): Entry => {
          const id = base === 0n ? idAtTime(start + at) : (base + BigInt(at)).toString();
          return { entryId: id, actorId: String(at), subjectId: id };
        };
        for (const each of [{ kind: 'open' as const }, ...steps, { kind: 'read' as const }]) {
          const pushed =
            each.kind === 'push'
              ? Array.from({ length: each.count }, () => entry(Math.max(0, n - late[n++ % late.length]!)))
              : [];
          const seen = await Promise.all(
            stores.map(async (store) => {
              if (each.kind === 'drop') return store.drop('a');
              if (each.kind === 'open') return comparable(await store.open('a'));
              if (each.kind === 'read') return comparable(await store.read('a'));
              if (each.kind === 'push')
                return (await Promise.all(pushed.map((of) => store.push(of, ['a'])))).flat().length;
              const ring = await store.read('a');
              if (ring === undefined) return undefined;
              const built = {
                graphVersion: BigInt(each.version),
                completeFrom: BigInt(entry(each.from).entryId),
                entries: [3, 1, 2].map((more) => entry(each.from + more)),
              };
              await store.complete('a', ringHeader(ring).birth, built);
              return comparable(await store.read('a'));
            }),
          );
          reads++;
          if (!t.strictSame(seen[1], seen[0])) return false;
        }
        return true;
      },
    ),
    { numRuns: 30 },
  );
  t.comment(`${reads} comparisons`);
});

/** Ring births are random. */
function comparable(ring: Buffer | undefined): string | undefined {
  if (ring === undefined) return undefined;
  const bytes = Buffer.from(ring);
  bytes.writeBigUInt64BE(0n, 8);
  return bytes.toString('hex');
}
