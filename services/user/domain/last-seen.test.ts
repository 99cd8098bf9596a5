import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { until } from '../../../platform/testing/until.ts';
import { lastSeen } from './last-seen.ts';

const HOUR = 3_600_000;

function fixture() {
  const clock = testClock();
  const writes: (readonly [string, number])[][] = [];
  const errors: unknown[] = [];
  let failure: Error | undefined;
  const seen = lastSeen({
    clock,
    store: {
      async noteSeen(seenMs) {
        if (failure) throw failure;
        writes.push([...seenMs]);
      },
    },
    onError: (error) => errors.push(error),
  });
  return {
    clock,
    seen,
    writes,
    errors,
    fail(error: Error | undefined) {
      failure = error;
    },
  };
}

t.test('visits within a moment are one write, and a person is written at most once an hour', async (t) => {
  const { clock, seen, writes } = fixture();
  const beganMs = clock.nowMs();
  seen.saw('ada', undefined);
  seen.saw('bob', beganMs - HOUR);
  seen.saw('carol', beganMs - HOUR + 1);
  seen.saw('ada', undefined);
  t.strictSame(writes, [], 'a visit does not wait for the write');
  clock.advance(5_000);
  t.strictSame(writes, [
    [
      ['ada', beganMs],
      ['bob', beganMs],
    ],
  ]);
  // The write has ended by then.
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(HOUR);
  t.equal(writes.length, 1, 'nothing new, no write');
  seen.saw('ada', beganMs);
  clock.advance(5_000);
  t.strictSame(writes[1], [['ada', beganMs + 5_000 + HOUR]]);
});

t.test('after a clock is set back nothing is written; a stop writes the recorded visits', async (t) => {
  const { clock, seen, writes } = fixture();
  const nowMs = clock.nowMs();
  seen.saw('ada', nowMs + HOUR);
  seen.saw('bob', undefined);
  await seen.stop();
  t.strictSame(writes, [[['bob', nowMs]]]);
  seen.saw('carol', undefined);
  t.equal(clock.pending(), 0);
});

t.test('a failed write is reported and dropped; the next visit records it again', async (t) => {
  const { clock, seen, writes, errors, fail } = fixture();
  fail(new Error('down'));
  seen.saw('ada', undefined);
  clock.advance(5_000);
  seen.saw('ada', undefined);
  await until('it to fail', () => errors.length > 0);
  fail(undefined);
  seen.saw('ada', undefined);
  await seen.stop();
  t.match(errors, [{ message: 'down' }]);
  t.strictSame(writes, [[['ada', clock.nowMs()]]]);
});

t.test('the number of recorded visits is bounded', async (t) => {
  const { seen, writes } = fixture();
  for (let person = 0; person < 2_000; person++) seen.saw(`${person}`, undefined);
  await seen.stop();
  t.equal(writes.flat().length, 1_000);
});
