import t from 'tap';
import { testClock } from './clock.ts';
import { closers } from './lifecycle.ts';
import { until } from './testing/until.ts';

t.test('closers run in reverse order, once, one after the other', async (t) => {
  const stack = closers();
  const seen: string[] = [];
  for (const name of ['store', 'bus', 'server']) {
    stack.add({
      name,
      async close() {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${name} ends`);
      },
    });
  }
  await Promise.all([stack.close(), stack.close()]);
  t.same(seen, ['server begins', 'server ends', 'bus begins', 'bus ends', 'store begins', 'store ends']);
  t.throws(() => stack.add({ name: 'late', close() {} }), /late was built while closing/);
});

t.test('a closer past its limit is forced, every failure is reported, the rest still closes', async (t) => {
  const clock = testClock();
  const stack = closers(clock);
  const seen: string[] = [];
  stack.add({ name: 'store', close: () => void seen.push('store') });
  stack.add({
    name: 'broken',
    close() {
      throw new Error('disk gone');
    },
  });
  stack.add({
    name: 'stuck',
    limitMs: 500,
    close: () => new Promise(() => {}),
    force: () => void seen.push('stuck forced'),
  });
  stack.add({
    name: 'hopeless',
    limitMs: 100,
    close: () => new Promise(() => {}),
    force: () => new Promise(() => {}),
  });
  const closed = stack.close().then(
    () => undefined,
    (error: unknown) => error,
  );
  for (const limitMs of [100, 100, 500]) {
    await until('a limit is set', () => clock.pending() === 1);
    clock.advance(limitMs - 1);
    t.equal(clock.pending(), 1, 'waits until the limit');
    clock.advance(1);
    await until('the limit passed', () => clock.pending() === 1 || seen.includes('stuck forced'));
  }
  const error = (await closed) as AggregateError;
  t.ok(error instanceof AggregateError);
  t.same(
    error.errors.map((each: Error) => each.message),
    [
      'closing hopeless: not done within 100 ms',
      'forcing hopeless: not done within 100 ms',
      'closing stuck: not done within 500 ms',
      'closing broken: disk gone',
    ],
  );
  t.same(seen, ['stuck forced', 'store']);
});

t.test('an empty stack closes', (t) => t.resolves(closers().close()));
