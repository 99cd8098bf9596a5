import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../clock.ts';
import { few, mostBetweenLooksMs, stallMs, waitingLimits } from './waiting-limit.ts';

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

t.test('when no call ends any more, calls are refused after a second', async (t) => {
  for (const patience of [1, 2]) {
    const clock = testClock();
    const limit = waitingLimits({ clock })();
    let accepted = 0;
    for (let ms = 0; ms < 10_000; ms++) {
      clock.advance(1);
      if (limit.isFull(patience)) continue;
      limit.began();
      accepted++;
    }
    t.ok(accepted > stallMs * patience - mostBetweenLooksMs, `${accepted} calls at 1,000 a second`);
    t.ok(accepted < stallMs * patience + few.ofProcess + mostBetweenLooksMs);
    for (let call = 0; call < accepted; call++) limit.ended(10_000);
    t.notOk(limit.isFull(patience), 'they have ended');
  }
});

t.test('calls that end with errors end, so the method has not stalled', async (t) => {
  const clock = testClock();
  const limit = waitingLimits({ clock })();
  for (let call = 0; call < 2 * few.ofProcess; call++) limit.began();
  for (let ms = 0; ms < 5 * stallMs; ms += 5) {
    clock.advance(5);
    t.notOk(limit.isFull(1), `${ms} ms`);
    limit.began();
    limit.ended(undefined);
  }
});

t.test('a process that stood still accepts calls: its own calls could not end', async (t) => {
  const clock = testClock();
  const limit = waitingLimits({ clock })();
  for (let call = 0; call < 100; call++) limit.began();
  t.notOk(limit.isFull(1));
  clock.advance(15_000);
  t.notOk(limit.isFull(1));
});

/** Two methods of a process: calls begin, end, and time passes. */
const event = fc.oneof(
  fc.record({
    kind: fc.constant('begin' as const),
    method: fc.nat(1),
    calls: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ kind: fc.constant('end' as const), method: fc.nat(1), calls: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('wait' as const),
    method: fc.nat(1),
    ms: fc.integer({ min: 1, max: 1_500 }),
  }),
);

t.test('calls are refused only while more than a few run, and slow or stalled', async () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const clock = testClock();
      const limitOf = waitingLimits({ clock });
      const methods = [0, 1].map(() => ({
        limit: limitOf(),
        running: [] as number[],
        ends: [] as { atMs: number; tookMs: number }[],
        /** Since when more than a few run and none has ended; undefined while few do. */
        stalledFromMs: undefined as number | undefined,
      }));
      const look = () => {
        const nowMs = clock.monotonicMs();
        const all = methods.reduce((sum, { running }) => sum + running.length, 0);
        for (const method of methods) {
          const isFew = all <= few.ofProcess || method.running.length <= few.ofMethod;
          method.stalledFromMs = isFew ? undefined : (method.stalledFromMs ?? nowMs);
          const refused = method.limit.isFull(1);
          const stalledMs = nowMs - (method.stalledFromMs ?? nowMs);
          const recent = method.ends.filter(({ atMs }) => atMs > nowMs - 1_000);
          if (isFew && refused) throw new Error('refused although few run');
          if (!refused && stalledMs > stallMs + mostBetweenLooksMs)
            throw new Error(`accepted although nothing has ended for ${stalledMs} ms`);
          if (
            refused &&
            recent.every(({ tookMs }) => tookMs < 200) &&
            stalledMs < stallMs - mostBetweenLooksMs
          )
            throw new Error(`refused although calls are quick, ${stalledMs} ms after the last end`);
        }
      };
      for (const each of events) {
        const method = methods[each.method]!;
        if (each.kind === 'wait') {
          for (let ms = 0; ms < each.ms; ms += 50) {
            clock.advance(Math.min(50, each.ms - ms));
            look();
          }
          continue;
        }
        const nowMs = clock.monotonicMs();
        for (let call = 0; call < each.calls; call++) {
          if (each.kind === 'begin') {
            method.running.push(nowMs);
            method.limit.began();
            continue;
          }
          const beganMs = method.running.shift();
          if (beganMs === undefined) break;
          method.ends.push({ atMs: nowMs, tookMs: nowMs - beganMs });
          method.stalledFromMs = undefined;
          method.limit.ended(nowMs - beganMs);
        }
        look();
      }
    }),
    { numRuns: 300 },
  );
});
