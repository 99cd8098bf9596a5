import t from 'tap';
import { testClock } from '../clock.ts';
import { loadShedder, type Priority } from './load-shedding.ts';
import { type ReaderClass, readerClasses } from './reader-classes.ts';

interface Load {
  /** Calls a second. */
  readonly rate: number;
  readonly seconds: number;
  /** The CPU time of a call and of a refusal, in milliseconds. */
  readonly serviceMs?: number;
  readonly refusalMs?: number;
  readonly priority?: Priority;
  /** The thread gets the processor for one of so many milliseconds; other processes get the rest. */
  readonly sharedBy?: number;
  /** The classes of the callers, in rotation. */
  readonly readers?: readonly ReaderClass[];
  readonly onDecision?: (reader: ReaderClass, isRefused: boolean) => void;
  /** Callers who wait for their responses, instead of a fixed rate. */
  readonly callers?: number;
}

/** A thread whose turns start all calls that arrived during the previous turn, connection by connection. */
function thread(turnMs = 100) {
  const clock = testClock();
  const ends: (() => void)[] = [];
  let cpuMs = 0;
  let drawn = 0;
  let draw = 7;
  const shedder = loadShedder({
    turnMs,
    clock,
    cpuMs: () => cpuMs,
    atEndOfTurn: (run) => ends.push(run),
    random: () => {
      draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0;
      return draw / 2 ** 32;
    },
  });
  const run = (load: Load) => {
    const {
      rate,
      seconds,
      serviceMs = 0.7,
      refusalMs = 0.05,
      priority = 'normal',
      sharedBy = 1,
      callers,
    } = load;
    const work = (ms: number) => {
      cpuMs += ms;
      clock.advance(ms * sharedBy);
    };
    const figures = { served: 0, refused: 0, longestTurnMs: 0, servedLast: 0, waits: [] as number[] };
    const connections = 8;
    const servedOf = Array(connections).fill(0) as number[];
    const untilMs = clock.monotonicMs() + seconds * 1_000;
    let left = callers ?? 0;
    let fromMs = clock.monotonicMs();
    while (clock.monotonicMs() < untilMs) {
      const beganMs = clock.monotonicMs();
      const came = callers === undefined ? Math.round((rate * (beganMs - fromMs)) / 1_000) : left;
      fromMs = beganMs;
      left = callers ?? 0;
      for (let call = 0; call < came; call++) {
        drawn += 37;
        const reader = load.readers?.[drawn % load.readers.length];
        const waitMs = shedder.refuse(priority, reader && (() => reader));
        if (reader !== undefined) load.onDecision?.(reader, waitMs !== undefined);
        if (waitMs === undefined) {
          figures.served++;
          servedOf[Math.floor((call * connections) / came)]!++;
          work(serviceMs);
        } else {
          figures.refused++;
          figures.waits.push(waitMs);
          work(refusalMs);
        }
      }
      for (const end of ends.splice(0)) end();
      figures.longestTurnMs = Math.max(figures.longestTurnMs, clock.monotonicMs() - beganMs);
      if (came === 0) clock.advance(sharedBy);
    }
    return { ...figures, servedOf, perSecond: figures.served / seconds };
  };
  /** A turn that is interrupted and then continues with calls that arrived meanwhile. */
  const pause = (ms: number, calls: number) => {
    let refused = 0;
    for (let call = 0; call < calls; call++) {
      if (shedder.refuse('normal') !== undefined) refused++;
      cpuMs += 0.7;
      clock.advance(call === 20 ? ms : 0.7);
    }
    for (const end of ends.splice(0)) end();
    return refused;
  };
  return { run, pause, shedder };
}

t.test('at the rated load no call is refused', async (t) => {
  const { run } = thread();
  t.equal(run({ rate: 1_000, seconds: 10 }).refused, 0);
});

t.test(
  'at five times the load the thread still works, no turn is long, and every connection gets its share',
  async (t) => {
    const { run, shedder } = thread();
    run({ rate: 1_000, seconds: 2 });
    const flood = run({ rate: 5_000, seconds: 60 });
    // Refusing 4,000 calls takes a fifth of the time; the rest could serve 1,140 calls a second.
    t.ok(flood.perSecond > 1_000, `${flood.perSecond} served a second`);
    t.ok(flood.longestTurnMs < 500, `${flood.longestTurnMs} ms`);
    const least = Math.min(...flood.servedOf);
    t.ok(least > (0.5 * flood.served) / 8, `by connection: ${flood.servedOf}`);
    t.ok(shedder.share() < 0.4);
  },
);

t.test('at twenty times the load the remaining capacity after refusals is used', async (t) => {
  const { run } = thread();
  const flood = run({ rate: 15_000, seconds: 30 });
  t.ok(flood.perSecond > 0.15 * 1_400, `${flood.perSecond} served a second`);
});

t.test('after a flood all calls are accepted again within seconds', async (t) => {
  const { run, shedder } = thread();
  run({ rate: 5_000, seconds: 20 });
  run({ rate: 1_000, seconds: 3 });
  t.equal(shedder.share(), 1);
  t.equal(run({ rate: 1_000, seconds: 10 }).refused, 0);
});

t.test('a few callers who wait for their responses are no overload, however long those take', async (t) => {
  const { run } = thread();
  t.equal(run({ rate: 0, callers: 16, seconds: 10, serviceMs: 50 }).refused, 0);
  t.ok(run({ rate: 0, callers: 300, seconds: 10, serviceMs: 5 }).refused > 0);
});

t.test('beside other work of the machine no call is refused that the thread can serve', async (t) => {
  const { run } = thread();
  t.equal(run({ rate: 300, seconds: 30, sharedBy: 4 }).refused, 0, 'turns last longer, and work no more');
});

t.test('a pause in which other processes had the processor is no overload', async (t) => {
  const { run, pause } = thread();
  for (let times = 0; times < 20; times++) {
    t.equal(pause(1_000, 100), 0);
    t.equal(run({ rate: 100, seconds: 2 }).refused, 0);
  }
});

t.test('beside other work, overload is measured by the remaining capacity', async (t) => {
  const { run } = thread();
  const flood = run({ rate: 2_000, seconds: 60, sharedBy: 4 });
  // Refusing 1,770 calls takes a third of the time, and a quarter of the rest serves 230.
  t.ok(flood.perSecond > 0.9 * 230, `${flood.perSecond} served a second`);
  t.ok(flood.refused > 0 && flood.longestTurnMs < 1_000, `${flood.longestTurnMs} ms`);
});

t.test('operators are never refused; writes are refused later than reads', async (t) => {
  const { run, shedder } = thread();
  run({ rate: 5_000, seconds: 5 });
  t.equal(Array.from({ length: 1_000 }, () => shedder.refuse('exempt')).findIndex(Number.isFinite), -1);
  const taken = (priority: Priority) => {
    let count = 0;
    for (let call = 0; call < 10_000; call++) if (shedder.refuse(priority) === undefined) count++;
    return count;
  };
  const ratio = taken('high') / taken('normal');
  t.ok(ratio > 1.8 && ratio < 2.2, String(ratio));
});

t.test('overload refuses strangers, passive, active, live, famous readers in this order', async (t) => {
  const { run } = thread();
  const crowd = { stranger: 40, passive: 20, active: 20, live: 10, famous: 10 };
  const readers = Object.entries(crowd).flatMap(([reader, count]) =>
    Array(count).fill(reader),
  ) as ReaderClass[];
  const came = new Map<ReaderClass, number>();
  const refused = new Map<ReaderClass, number>();
  const add = (to: typeof came, reader: ReaderClass) => to.set(reader, (to.get(reader) ?? 0) + 1);
  run({ rate: 5_000, seconds: 10, readers });
  run({
    rate: 5_000,
    seconds: 20,
    readers,
    onDecision(reader, isRefused) {
      add(came, reader);
      if (isRefused) add(refused, reader);
    },
  });
  const shares = readerClasses.map((reader) => (refused.get(reader) ?? 0) / came.get(reader)!);
  const [stranger, passive, active, live, famous] = shares as [number, number, number, number, number];
  const shown = shares.map((each) => each.toFixed(2)).join(' ');
  // A fifth of the calls can be served: those of famous and live readers, and of a few active ones.
  t.ok(famous < 0.2 && live < 0.6, shown);
  t.ok(passive > 0.95 && stranger > 0.95, shown);
  t.ok(stranger >= passive - 0.02 && passive >= active && active >= live && live >= famous, shown);
});

t.test('refused callers get jittered retry delays', async (t) => {
  const { run } = thread();
  const { waits } = run({ rate: 5_000, seconds: 5 });
  t.ok(waits.every((ms) => ms > 0 && ms <= 10_000));
  const rounded = new Set(waits.map((ms) => Math.round(ms / 250)));
  t.ok(rounded.size > 8, `${rounded.size} different waits`);
});
