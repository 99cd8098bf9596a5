import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../clock.ts';
import { cacheConformance } from './conformance.ts';
import { memoryCache } from './memory.ts';
import { readThrough } from './read-through.ts';

t.test('memory', async (t) => {
  cacheConformance(t, async () => {
    const clock = testClock();
    return { cache: memoryCache({ clock, maxBytes: 100_000, tombstoneMs: 1_000 }), pass: clock.advance };
  });
});

t.test('memory is bounded by bytes, and entries cannot evict tombstones', async (t) => {
  const clock = testClock();
  const cache = memoryCache<string>({ clock, maxBytes: 2_000 });
  await cache.invalidate(['changed']);
  for (let i = 0; i < 100; i++) await cache.putIfAbsent(`k${i}`, 'x'.repeat(1 + (i % 9)), 60_000);
  const { entries, bytes } = cache.figures();
  t.ok(entries > 0 && entries < 20 && bytes <= 2_000, `${entries} entries, ${bytes} bytes`);
  t.equal(await cache.putIfAbsent('changed', 'old', 60_000), false);
});

t.test('in any order of changes and fills, a cache never gives a stale value', async () => {
  const step = fc.record({
    kind: fc.constantFrom('begin fill', 'end fill', 'change', 'wait', 'read'),
    key: fc.constantFrom('a', 'b'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const clock = testClock();
      const cache = memoryCache<string>({ clock, maxBytes: 10_000, tombstoneMs: 1_000 });
      const truth = new Map([
        ['a', 0],
        ['b', 0],
      ]);
      let filling: { key: string; value: string; atMs: number }[] = [];
      for (const { kind, key } of steps) {
        if (kind === 'begin fill') filling.push({ key, value: `${truth.get(key)}`, atMs: clock.nowMs() });
        if (kind === 'wait') clock.advance(300);
        if (kind === 'change') {
          truth.set(key, truth.get(key)! + 1);
          await cache.invalidate([key]);
        }
        if (kind === 'end fill') {
          // Reads finish before a tombstone expires; slower ones have timed out.
          const fill = filling.shift();
          filling = filling.filter(({ atMs }) => clock.nowMs() - atMs < 1_000);
          if (fill && clock.nowMs() - fill.atMs < 1_000) await cache.putIfAbsent(fill.key, fill.value, 5_000);
        }
        const [value] = await cache.getMany([key]);
        if (value !== undefined && value !== `${truth.get(key)}`) return false;
      }
      return true;
    }),
  );
});

t.test('reading through loads missing keys once, in one batch, and works without the cache', async (t) => {
  const clock = testClock();
  const cache = memoryCache<string>({ clock, maxBytes: 10_000 });
  const loads: string[][] = [];
  const errors: unknown[] = [];
  const load = async (keys: string[]) => {
    loads.push(keys);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]));
  };
  const onError = (error: unknown) => void errors.push(error);
  const read = readThrough({ cache, ttlMs: 1_000, load, onError });
  t.same(await read(['a', 'none']), ['A', undefined]);
  t.same(await read(['b', 'a']), ['B', 'A']);
  t.same(await read(['none']), [undefined]);
  t.same(await read(['a', 'b', 'a']), ['A', 'B', 'A']);
  t.same(loads, [['a', 'none'], ['b'], ['none']]);
  t.match(cache.figures(), { hits: 4, misses: 4, entries: 2 });

  const down = () => Promise.reject(new Error('cache is down'));
  const broken = readThrough({
    cache: { getMany: down, putIfAbsent: down, invalidate: down },
    ttlMs: 1,
    load,
    onError,
  });
  t.same(await broken(['a']), ['A']);
  t.equal(errors.length, 2);
});
