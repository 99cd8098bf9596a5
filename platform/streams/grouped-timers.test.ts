import t from 'tap';
import { testClock } from '../clock.ts';
import { groupedTimers } from './grouped-timers.ts';

t.test('timers of about one time end together, never late and little early', async (t) => {
  const clock = testClock();
  const timers = groupedTimers(clock, 100);
  const ended: [string, number][] = [];
  const start = (name: string, delayMs: number) =>
    timers.after(delayMs, () => ended.push([name, clock.monotonicMs()]));
  clock.advance(30);
  start('a', 1_000);
  start('b', 1_060);
  start('c', 1_075);
  const cancel = start('cancelled', 1_000);
  start('short', 20);
  t.equal(clock.pending(), 3, 'one timer of the clock for each group, and one for a short pause');
  cancel();
  clock.advance(2_000);
  t.strictSame(ended, [
    ['short', 50],
    ['a', 1_000],
    ['b', 1_000],
    ['c', 1_100],
  ]);
  t.equal(clock.pending(), 0);
  cancel();
  timers.after(1_000, () => {})();
  t.equal(clock.pending(), 0, 'a group without timers needs none');
});

t.test('a timer that is started or cancelled while its group ends', async (t) => {
  const clock = testClock();
  const timers = groupedTimers(clock, 100);
  const ended: string[] = [];
  let cancelSecond = () => {};
  timers.after(500, () => {
    ended.push('first');
    cancelSecond();
    timers.after(0, () => ended.push('next'));
  });
  cancelSecond = timers.after(510, () => ended.push('second'));
  clock.advance(500);
  t.strictSame(ended, ['first', 'next']);
});
