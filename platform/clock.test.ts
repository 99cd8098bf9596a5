import t from 'tap';
import { keepAlive, pause, systemClock, testClock } from './clock.ts';

t.test('the test clock runs timers in order of time, including ones set by timers', (t) => {
  const clock = testClock(1_000);
  const seen: [string, number][] = [];
  const note = (name: string) => () => void seen.push([name, clock.nowMs()]);
  clock.after(20, note('second'));
  clock.after(10, () => {
    note('first')();
    clock.after(5, note('set by the first'));
  });
  clock.after(20, note('third, same time'));
  clock.after(31, note('too late'));
  const cancel = clock.after(12, note('taken back'));
  cancel();
  clock.advance(30);
  t.same(seen, [
    ['first', 1_010],
    ['set by the first', 1_015],
    ['second', 1_020],
    ['third, same time', 1_020],
  ]);
  t.equal(clock.nowMs(), 1_030);
  t.equal(clock.pending(), 1);
  t.end();
});

t.test('a step of the wall clock affects neither timers nor the monotonic clock', (t) => {
  const clock = testClock(1_000_000);
  let ran = false;
  clock.after(10, () => {
    ran = true;
  });
  clock.step(5_000_000);
  t.equal(clock.monotonicMs(), 0);
  t.equal(ran, false);
  clock.advance(10);
  t.equal(ran, true);
  t.equal(clock.nowMs(), 5_000_010);
  t.end();
});

t.test('a pause ends at its time, or at once when its signal aborts', async (t) => {
  const clock = testClock();
  const slept = pause(clock, 100);
  clock.advance(100);
  await slept;
  const giveUp = new AbortController();
  const given = pause(clock, 100, giveUp.signal);
  giveUp.abort();
  await given;
  t.equal(clock.pending(), 0, 'the timer is taken back');
  await pause(clock, 100, giveUp.signal);
});

t.test('the system clock gives the time and runs timers without keeping the process alive', async (t) => {
  t.ok(Math.abs(systemClock.nowMs() - Date.now()) < 1_000);
  const earlier = systemClock.monotonicMs();
  t.ok(earlier <= systemClock.monotonicMs());
  const alive = setInterval(() => {}, 1_000);
  await pause(systemClock, 1);
  await pause(systemClock, 60_000, AbortSignal.timeout(1));
  clearInterval(alive);
});

t.test('the system clock runs a timer whose time has passed, without a warning', async (t) => {
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);
  t.teardown(() => process.off('warning', keep));
  await new Promise<void>((resolve) => {
    const done = keepAlive();
    systemClock.after(-34, () => {
      done();
      resolve();
    });
  });
  t.same(warnings, []);
});
