import type { Test } from 'tap';
import type { Cache } from './port.ts';

export interface CacheHarness {
  /** Empty; tombstones last 1,000 ms. */
  readonly cache: Cache<Uint8Array>;
  /** Advances the cache's time. */
  pass(ms: number): void | Promise<void>;
}

/** The conformance suite of `Cache`. */
export function cacheConformance(t: Test, open: (t: Test) => Promise<CacheHarness>): void {
  const setup = async (t: Test) => {
    const { cache, pass } = await open(t);
    const get = async (...keys: string[]) =>
      (await cache.getMany(keys)).map((value) => (value ? Buffer.from(value).toString() : undefined));
    const put = (key: string, text: string, ttlMs = 5_000) =>
      cache.putIfAbsent(key, Buffer.from(text), ttlMs);
    return { pass, cache, get, put };
  };

  t.test('many keys are answered in their order, with gaps for missing ones', async (t) => {
    const { get, put } = await setup(t);
    t.equal(await put('a', '1'), true);
    t.equal(await put('b', ''), true, 'an empty value is a value');
    t.same(await get('b', 'nothing', 'a', 'a'), ['', undefined, '1', '1']);
    t.same(await get(), []);
  });

  t.test('a put never replaces an entry', async (t) => {
    const { get, put } = await setup(t);
    await put('a', 'first');
    t.equal(await put('a', 'second'), false);
    t.same(await get('a'), ['first']);
  });

  t.test('an entry expires and can be put again', async (t) => {
    const { pass, get, put } = await setup(t);
    // Long lives, because a real engine's time passes on its own while a busy machine delays the test.
    await put('a', 'first', 100_000);
    await put('b', 'longer', 200_000);
    await pass(50_000);
    t.same(await get('a', 'b'), ['first', 'longer']);
    await pass(50_001);
    t.same(await get('a', 'b'), [undefined, 'longer']);
    t.equal(await put('a', 'second', 100_000), true);
    t.same(await get('a'), ['second']);
  });

  t.test('a fill that was read before a change is refused after it', async (t) => {
    const { pass, cache, get, put } = await setup(t);
    await put('a', 'old');
    await cache.invalidate(['a', 'never seen']);
    t.same(await get('a', 'never seen'), [undefined, undefined]);
    t.equal(await put('a', 'old'), false);
    t.equal(await put('never seen', 'old'), false);
    await pass(900);
    t.equal(await put('a', 'old'), false);
    await cache.invalidate(['a']);
    await pass(900);
    t.equal(await put('a', 'old'), false, 'each change counts anew');
    t.equal(await put('never seen', 'new'), true);
    await pass(101);
    t.equal(await put('a', 'new'), true);
    t.same(await get('a', 'never seen'), ['new', 'new']);
  });
}
