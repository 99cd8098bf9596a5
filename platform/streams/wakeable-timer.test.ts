import t from 'tap';
import { testClock } from '../clock.ts';
import { settle } from '../testing/until.ts';
import { wakeableTimer } from './wakeable-timer.ts';

t.test('a timer wakes its sleeper once, also when it was woken before', async (t) => {
  const clock = testClock();
  const timer = wakeableTimer(clock);
  const { signal } = new AbortController();
  timer.wake();
  timer.wake();
  await timer.sleep(1_000, signal);
  const log: string[] = [];
  const slept = timer.sleep(1_000, signal).then(() => log.push('woke'));
  await settle();
  t.strictSame(log, []);
  clock.advance(1_000);
  await slept;
  const leaving = new AbortController();
  const cut = timer.sleep(1_000, leaving.signal);
  leaving.abort();
  await cut;
  await timer.sleep(1_000, leaving.signal);
  const woken = timer.sleep(1_000, signal);
  timer.wake();
  await woken;
  t.equal(clock.pending(), 0, 'nothing is left waiting');
});
