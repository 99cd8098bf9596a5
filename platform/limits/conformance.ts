import type { Test } from 'tap';
import type { Allowance, Pauses, RateLimiter, RateLimitResult } from './port.ts';

export interface RateLimiterHarness {
  /** A limiter without any counts. */
  create(allowance: Allowance): RateLimiter;
  /** Advances the limiter's time. */
  pass(ms: number): void | Promise<void>;
}

/** The conformance suite of `RateLimiter`. */
export function rateLimiterConformance(t: Test, { create, pass }: RateLimiterHarness): void {
  const take = async (limiter: RateLimiter, key: string, times: number) => {
    const taken: RateLimitResult[] = [];
    for (let i = 0; i < times; i++) taken.push(await limiter.take(key));
    return taken;
  };

  t.test('allows as many uses as there are points, then refuses with a retry delay', async (t) => {
    const taken = await take(create({ points: 3, windowMs: 2000 }), 'a', 5);
    t.strictSame(taken.slice(0, 3), [
      { allowed: true, remaining: 2 },
      { allowed: true, remaining: 1 },
      { allowed: true, remaining: 0 },
    ]);
    for (const refused of taken.slice(3)) {
      t.notOk(refused.allowed);
      t.ok('retryAfterMs' in refused && refused.retryAfterMs > 0 && refused.retryAfterMs <= 2000);
    }
  });

  t.test('allows again after the window, which refused uses do not extend', async (t) => {
    const limiter = create({ points: 1, windowMs: 1000 });
    await take(limiter, 'a', 2);
    await pass(600);
    const [refused] = await take(limiter, 'a', 1);
    t.ok(refused && 'retryAfterMs' in refused && refused.retryAfterMs <= 400);
    await pass(410);
    t.strictSame(await take(limiter, 'a', 1), [{ allowed: true, remaining: 0 }]);
  });

  t.test('counts keys separately, and limiters separately', async (t) => {
    const [limiter, other] = [create({ points: 1, windowMs: 1000 }), create({ points: 1, windowMs: 1000 })];
    await take(limiter, 'a', 2);
    t.match(await limiter.take('b'), { allowed: true });
    t.match(await other.take('a'), { allowed: true });
    for (const odd of ['', ' ', 'rl:a', '__proto__', '\u{1f9f6}'.repeat(100)]) {
      t.match(await limiter.take(odd), { allowed: true }, JSON.stringify(odd));
      t.match(await limiter.take(odd), { allowed: false }, JSON.stringify(odd));
    }
  });

  t.test('concurrent uses are all counted', async (t) => {
    const limiter = create({ points: 10, windowMs: 1000 });
    const taken = await Promise.all(Array.from({ length: 25 }, () => limiter.take('a')));
    t.equal(taken.filter(({ allowed }) => allowed).length, 10);
  });

  t.test('clears a key that is reset', async (t) => {
    const limiter = create({ points: 1, windowMs: 1000 });
    await take(limiter, 'a', 2);
    await limiter.reset('a');
    t.strictSame(await limiter.take('a'), { allowed: true, remaining: 0 });
    await limiter.reset('never seen');
  });
}

/** The conformance suite of `Pauses`. */
export function pausesConformance(
  t: Test,
  { create, pass }: { create(): Pauses; pass(ms: number): void | Promise<void> },
): void {
  t.test('a key waits for its last set time, and no other key does', async (t) => {
    const [pauses, other] = [create(), create()];
    t.equal(await pauses.leftMs('a'), 0);
    await pauses.begin('a', 5_000);
    await pauses.begin('a', 2_000);
    const leftMs = await pauses.leftMs('a');
    t.ok(leftMs > 1_000 && leftMs <= 2_000, `${leftMs} ms`);
    t.strictSame([await pauses.leftMs('b'), await other.leftMs('a')], [0, 0]);
    await pass(2_010);
    t.equal(await pauses.leftMs('a'), 0);
    await pauses.begin('a', 1_000);
    t.ok((await pauses.leftMs('a')) > 0, 'and again');
  });
}
