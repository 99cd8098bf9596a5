import t from 'tap';
import { testClock } from '../clock.ts';
import { waitingLimits } from './waiting-limit.ts';

interface Load {
  /** Calls a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** A process in front of one that finishes so many calls a second, in order of their arrival. */
function front(perSecond: number, patience = 1) {
  const clock = testClock();
  const limit = waitingLimits({ clock })();
  const queue: number[] = [];
  let doneMs = 0;
  return (load: Load) => {
    const figures = { came: 0, refused: 0, took: [] as number[] };
    let owed = 0;
    for (let ms = 0; ms < load.seconds * 1_000; ms++) {
      clock.advance(1);
      const nowMs = clock.monotonicMs();
      for (owed += load.rate / 1_000; owed >= 1; owed--) {
        figures.came += 1;
        if (limit.isFull(patience)) figures.refused += 1;
        else {
          limit.began();
          queue.push(nowMs);
        }
      }
      for (doneMs = Math.max(doneMs, queue.length > 0 ? doneMs : nowMs); doneMs <= nowMs; ) {
        const beganMs = queue.shift();
        if (beganMs === undefined) break;
        doneMs += 1_000 / perSecond;
        figures.took.push(nowMs - beganMs);
        limit.ended(nowMs - beganMs);
      }
    }
    return { ...figures, prompt: figures.took.filter((ms) => ms < 1_000).length / load.seconds };
  };
}

t.test('below the capacity of what is behind nothing is refused', async (t) => {
  for (const perSecond of [50, 1_000]) {
    t.equal(front(perSecond)({ rate: perSecond * 0.9, seconds: 20 }).refused, 0);
  }
});

t.test('at five times the load the capacity is used, and answers come in time', async (t) => {
  for (const perSecond of [50, 1_000]) {
    const run = front(perSecond);
    run({ rate: perSecond * 0.9, seconds: 5 });
    const { prompt, took } = run({ rate: perSecond * 4.5, seconds: 20 });
    t.ok(prompt > 0.8 * perSecond, `${prompt} of ${perSecond} a second`);
    t.ok(Math.max(...took.slice(-100)) < 800);
    const after = run({ rate: perSecond * 0.9, seconds: 10 });
    t.ok(after.refused < after.came / 50, `${after.refused} refused afterwards`);
  }
});

t.test('a burst that is served quickly is accepted whole', async (t) => {
  const clock = testClock();
  const limit = waitingLimits({ clock })();
  for (let call = 0; call < 2_000; call++) {
    t.notOk(limit.isFull(1));
    limit.began();
  }
  for (let call = 1; call <= 2_000; call++) {
    clock.advance(0.1);
    limit.ended(call / 10);
    if (limit.isFull(1)) t.fail(`refused after ${call}`);
  }
});

t.test('few slow calls are no overload', async (t) => {
  const clock = testClock();
  const limit = waitingLimits({ clock })();
  for (let call = 0; call < 32; call++) limit.began();
  clock.advance(60_000);
  limit.ended(60_000);
  limit.began();
  t.notOk(limit.isFull(1));
  limit.began();
  t.ok(limit.isFull(1));
});

t.test('a method that few call is not refused for another one', async (t) => {
  const clock = testClock();
  const limitOf = waitingLimits({ clock });
  const [often, seldom] = [limitOf(), limitOf()];
  for (const limit of [often, seldom]) limit.began();
  for (let call = 0; call < 100; call++) often.began();
  clock.advance(900);
  for (const limit of [often, seldom]) limit.ended(900);
  for (let call = 0; call < 4; call++) seldom.began();
  t.same([often.isFull(1), seldom.isFull(1)], [true, false]);
});

t.test('who waits longer is accepted for longer', async (t) => {
  const perSecond = 100;
  const took = (patience: number) => {
    const { took } = front(perSecond, patience)({ rate: 500, seconds: 20 });
    return Math.max(...took.slice(-100));
  };
  t.ok(took(1) < took(1.5));
  t.ok(took(1.5) < 1_000);
});
