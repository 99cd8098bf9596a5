import type { Test } from 'tap';
import { type TestClock, testClock } from '../clock.ts';
import type { Cache } from './port.ts';

/** Proves a Cache; `open` gives an empty one whose lives and tombstones (1,000 ms) follow the clock. */
export function cacheConformance(
  t: Test,
  open: (t: Test, clock: TestClock) => Promise<Cache<Uint8Array>>,
): void {
  const setup = async (t: Test) => {
    const clock = testClock();
    const cache = await open(t, clock);
    const get = async (...keys: string[]) =>
      (await cache.getMany(keys)).map((value) => (value ? Buffer.from(value).toString() : undefined));
    const put = (key: string, text: string, ttlMs = 5_000) =>
      cache.putIfAbsent(key, Buffer.from(text), ttlMs);
    return { clock, cache, get, put };
  };

  t.test('many keys are answered in their order, with gaps for what is not there', async (t) => {
    const { get, put } = await setup(t);
    t.equal(await put('a', '1'), true);
    t.equal(await put('b', ''), true, 'an empty value is a value');
    t.same(await get('b', 'nothing', 'a', 'a'), ['', undefined, '1', '1']);
    t.same(await get(), []);
  });

  t.test('a put never replaces', async (t) => {
    const { get, put } = await setup(t);
    await put('a', 'first');
    t.equal(await put('a', 'second'), false);
    t.same(await get('a'), ['first']);
  });

  t.test('an entry ends with its life and can be put again', async (t) => {
    const { clock, get, put } = await setup(t);
    await put('a', 'first', 100);
    await put('b', 'longer', 200);
    clock.advance(99);
    t.same(await get('a', 'b'), ['first', 'longer']);
    clock.advance(2);
    t.same(await get('a', 'b'), [undefined, 'longer']);
    t.equal(await put('a', 'second', 100), true);
    t.same(await get('a'), ['second']);
  });

  t.test('a fill that read before a change is refused after it', async (t) => {
    const { clock, cache, get, put } = await setup(t);
    await put('a', 'old');
    await cache.invalidate(['a', 'never seen']);
    t.same(await get('a', 'never seen'), [undefined, undefined]);
    t.equal(await put('a', 'old'), false);
    t.equal(await put('never seen', 'old'), false);
    clock.advance(999);
    t.equal(await put('a', 'old'), false);
    await cache.invalidate(['a']);
    clock.advance(999);
    t.equal(await put('a', 'old'), false, 'each change counts anew');
    t.equal(await put('never seen', 'new'), true);
    clock.advance(1);
    t.equal(await put('a', 'new'), true);
    t.same(await get('a', 'never seen'), ['new', 'new']);
  });
}
