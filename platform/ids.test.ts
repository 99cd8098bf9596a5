import fc from 'fast-check';
import t from 'tap';
import { testClock } from './clock.ts';
import { FIRST_ID_NODES, ID_EPOCH_MS, ID_NODES, idAtTime, isId, snowflakes, timeOf } from './ids.ts';
import { domainErrorLike } from './testing/domain-error-like.ts';

const START_MS = Date.UTC(2026, 0, 1);
const always = { node: () => 7, endsMonotonicMs: () => Number.POSITIVE_INFINITY };

t.test('ids have 19 digits, contain their time, and rise in string order', (t) => {
  const move = fc.record({
    ms: fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 2_000 })),
    ids: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(5_000)),
  });
  fc.assert(
    fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
      const clock = testClock();
      const ids = snowflakes(clock, always, 1_000_000);
      let last = '';
      for (const { ms, ids: count } of moves) {
        clock.step(clock.nowMs() + ms);
        for (let i = 0; i < count; i++) {
          const id = ids.next();
          if (!isId(id) || id <= last || timeOf(id) < clock.nowMs()) return false;
          last = id;
        }
      }
      return ids.highestMs() === timeOf(last);
    }),
    { numRuns: 50 },
  );
  t.end();
});

t.test("a reply gets an id above its subject's, even from a slower clock", (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000, max: 499 }),
      fc.bigInt({ min: 0n, max: 2n ** 22n - 1n }),
      (ms, low) => {
        const clock = testClock();
        const ids = snowflakes(clock, always, 500);
        const subject = ((BigInt(START_MS - ID_EPOCH_MS + ms) << 22n) | low).toString();
        return ids.next(subject) > subject && ids.next() > subject;
      },
    ),
  );
  const ids = snowflakes(testClock(), always, 500);
  t.throws(
    () => ids.next(idAtTime(START_MS + 500)),
    domainErrorLike('DEPENDENCY_UNAVAILABLE', { retryAfterMs: 1, message: /501 ms ahead of the clock/ }),
  );
  t.ok(ids.next() < idAtTime(START_MS + 1), 'a refused id leaves no trace');
  t.end();
});

t.test('more ids than a millisecond holds borrow from the next ones, up to the allowed skew', (t) => {
  const clock = testClock();
  const ids = snowflakes(clock, always, 2);
  const issued = new Set(Array.from({ length: 3 * 64 }, () => ids.next()));
  t.equal(issued.size, 3 * 64);
  t.throws(() => ids.next(), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
  clock.advance(1);
  t.equal(timeOf(ids.next()), START_MS + 3);
  t.end();
});

t.test('no id has a time before an excluded one', (t) => {
  const ids = snowflakes(testClock(), always, 500);
  ids.notBefore(START_MS + 400);
  ids.notBefore(START_MS);
  t.equal(timeOf(ids.next()), START_MS + 400);
  ids.notBefore(START_MS + 501);
  t.throws(() => ids.next(), domainErrorLike('DEPENDENCY_UNAVAILABLE', { retryAfterMs: 1 }));
  t.equal(ids.highestMs(), START_MS + 400);
  t.end();
});

t.test('nodes never issue the same id', (t) => {
  const clock = testClock();
  const idsOf = (node: number) => {
    const ids = snowflakes(clock, { ...always, node: () => node }, 500);
    return Array.from({ length: 200 }, () => ids.next());
  };
  const edges = [0, 1, 1_023, 1_024, 1_025, 65_535];
  t.equal(new Set(edges.flatMap(idsOf)).size, 200 * edges.length);
  const node = fc.integer({ min: 0, max: ID_NODES - 1 });
  fc.assert(fc.property(node, node, (a, b) => a === b || new Set([...idsOf(a), ...idsOf(b)]).size === 400));
  t.end();
});

t.test('nor the ids of a process of an earlier version, which holds another of the first 1,024', (t) => {
  const first = fc.integer({ min: 0, max: FIRST_ID_NODES - 1 });
  const time = BigInt(START_MS - ID_EPOCH_MS) << 22n;
  fc.assert(
    fc.property(first, first, fc.integer({ min: 0, max: 63 }), (earlier, own, sequence) => {
      const ids = snowflakes(testClock(), { ...always, node: () => own }, 500);
      const issued = Array.from({ length: 64 }, () => BigInt(ids.next()) - time);
      t.equal(issued[sequence], (BigInt(own) << 12n) | BigInt(sequence), 'the same id for the same node');
      const itsLowest = BigInt(earlier) << 12n;
      return own === earlier || issued.every((low) => low < itsLowest || low >= itsLowest + 4096n);
    }),
  );
  t.end();
});

t.test('no id is issued after the lease, which expires by the monotonic clock', (t) => {
  const clock = testClock();
  let endsMs = 1_000;
  const ids = snowflakes(clock, { ...always, endsMonotonicMs: () => endsMs }, 500);
  clock.advance(999);
  ids.next();
  clock.advance(1);
  t.throws(
    () => ids.next(),
    domainErrorLike('DEPENDENCY_UNAVAILABLE', { message: /lease of the node id has ended/ }),
  );
  endsMs += 1;
  ids.next();
  t.end();
});

t.test('ids rise across a change of node, to a lower one too', (t) => {
  let node = 7;
  const ids = snowflakes(testClock(), { ...always, node: () => node }, 500);
  const before = [ids.next(), ids.next()];
  node = 3;
  t.ok(ids.next() > before[1]!);
  t.end();
});

t.test('times and ids convert into each other; other texts are not ids', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2022, 7, 1), max: Date.UTC(2084, 0, 1) }), (ms) => {
      const id = idAtTime(ms);
      return isId(id) && timeOf(id) === ms && idAtTime(ms - 1) < id;
    }),
  );
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      (id) => timeOf(id.toString().padStart(19, '0')) === Number(id >> 22n) + ID_EPOCH_MS,
    ),
  );
  for (const text of [
    '',
    '0',
    '0123456789012345678',
    '12345678901234567890',
    '9999999999999999999',
    'x'.repeat(19),
  ]) {
    t.equal(isId(text), false, text);
  }
  t.end();
});
