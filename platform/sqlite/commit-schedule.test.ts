import { setImmediate as endOfTurn } from 'node:timers/promises';
import t from 'tap';
import { testClock } from '../clock.ts';
import { gatheringSchedule } from './commit-schedule.ts';

/** A schedule and its groups, of which the last ones had `sizes` writes. */
function scheduled(sizes: readonly number[]) {
  const clock = testClock();
  const schedule = gatheringSchedule(clock, 1);
  let commits = 0;
  const begin = () => schedule.begun(() => void commits++);
  for (const size of sizes) {
    begin();
    schedule.ended!(size);
  }
  return { clock, schedule, begin, commits: () => commits };
}

/** The group of the test has begun, and nothing of the groups before it is left. */
async function gathering(sizes: readonly number[]) {
  const group = scheduled(sizes);
  await endOfTurn();
  const before = group.commits();
  group.begin();
  return { ...group, commits: () => group.commits() - before };
}

t.test('writes that come one at a time are committed at the end of their turn', async (t) => {
  const { schedule, commits } = await gathering([1, 1]);
  schedule.joined!(1);
  t.equal(commits(), 0);
  await endOfTurn();
  t.equal(commits(), 1, 'once');
});

t.test('after groups of several writes, the commit waits for as many', async (t) => {
  for (const sizes of [[3, 2], [2, 3], [3]]) {
    const { schedule, commits } = await gathering(sizes);
    for (const writes of [1, 2]) {
      schedule.joined!(writes);
      await endOfTurn();
      t.equal(commits(), 0, `${writes} after ${sizes}`);
    }
    for (const writes of [3, 4]) schedule.joined!(writes);
    await endOfTurn();
    t.equal(commits(), 1, `after ${sizes}`);
  }
});

t.test('it waits a millisecond at most, and then expects fewer', async (t) => {
  const { clock, schedule, begin, commits } = await gathering([3, 3]);
  schedule.joined!(1);
  clock.advance(1);
  t.equal(commits(), 1);
  schedule.ended!(1);
  begin();
  schedule.ended!(1);
  begin();
  schedule.joined!(1);
  await endOfTurn();
  t.equal(commits(), 2);
});

t.test('a group that has ended is not committed later', async (t) => {
  const { clock, schedule, commits } = await gathering([3, 3]);
  schedule.joined!(3);
  await endOfTurn();
  schedule.ended!(3);
  clock.advance(10);
  t.equal(commits(), 1);
});
