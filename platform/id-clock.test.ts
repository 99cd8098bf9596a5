import fc from 'fast-check';
import t from 'tap';
import { testClock } from './clock.ts';
import { idClock } from './id-clock.ts';

const HOUR = 3_600_000;
/** Steps of the wall clock, and time that passes. */
const moves = fc.array(
  fc.record({
    stepMs: fc.oneof(fc.constant(0), fc.integer({ min: -2 * HOUR, max: 2 * HOUR })),
    passMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: HOUR })),
  }),
  { maxLength: 20 },
);

t.test('it never goes back, and runs between half and twice as fast as the monotonic clock', (t) => {
  fc.assert(
    fc.property(moves, (all) => {
      const clock = testClock();
      const ids = idClock(clock);
      let before = ids.nowMs();
      for (const { stepMs, passMs } of all) {
        clock.step(clock.nowMs() + stepMs);
        clock.advance(passMs);
        const passed = ids.nowMs() - before;
        if (passed < Math.floor(passMs / 2) || passed > passMs * 2) return false;
        before += passed;
      }
      return true;
    }),
  );
  t.end();
});

t.test('it converges to the wall time: from an hour ahead in two hours, from an hour behind in one', (t) => {
  fc.assert(
    fc.property(moves, fc.integer({ min: -HOUR, max: HOUR }), (all, lastMs) => {
      const clock = testClock();
      const ids = idClock(clock);
      for (const { stepMs, passMs } of all) {
        clock.step(clock.nowMs() + stepMs);
        clock.advance(passMs);
        ids.nowMs();
      }
      clock.step(ids.nowMs() + lastMs);
      clock.advance(lastMs > 0 ? lastMs : -2 * lastMs);
      return Math.abs(ids.nowMs() - clock.nowMs()) <= 1;
    }),
  );
  t.end();
});

t.test('the speed limit is configurable', (t) => {
  const clock = testClock();
  const ids = idClock(clock, { faster: 1 / 8 });
  const startMs = ids.nowMs();
  clock.step(startMs + HOUR);
  clock.advance(8_000);
  t.equal(ids.nowMs(), startMs + 9_000);
  t.end();
});

t.test('while the clocks agree it is the wall time; raised, it continues from there', (t) => {
  const clock = testClock();
  const ids = idClock(clock);
  clock.advance(12_345);
  t.equal(ids.nowMs(), clock.nowMs());
  ids.raise(clock.nowMs() - 1);
  t.equal(ids.nowMs(), clock.nowMs(), 'never down');
  ids.raise(clock.nowMs() + 1_000);
  t.equal(ids.nowMs(), clock.nowMs() + 1_000);
  clock.advance(1_000);
  t.equal(ids.nowMs(), clock.nowMs() + 500);
  clock.advance(1_000);
  t.equal(ids.nowMs(), clock.nowMs());
  t.end();
});
