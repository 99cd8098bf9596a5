import t from 'tap';
import { testClock } from './clock.ts';
import { type Round, type ScheduleOptions, startSchedule } from './schedule.ts';
import { settle, until } from './testing/until.ts';

function setup(options: Partial<ScheduleOptions>) {
  const clock = testClock();
  const rounds: Round[] = [];
  const work = { began: 0, signal: undefined as AbortSignal | undefined };
  const schedule = startSchedule({
    clock,
    everyMs: 1_000,
    random: () => 0.5,
    onRound: (round) => rounds.push(round),
    work(signal) {
      work.began++;
      work.signal = signal;
    },
    ...options,
  });
  return { clock, rounds, work, schedule, rests: () => until('it rests', () => clock.pending() === 1) };
}

t.test('pauses are shortened at random, the first one too', async (t) => {
  const { clock, work, rests } = setup({ jitter: 0.2, everyMs: 1_000.4 });
  clock.advance(899);
  await settle();
  t.equal(work.began, 0);
  clock.advance(1);
  await settle();
  t.equal(work.began, 1);
  await rests();
  clock.advance(900);
  await settle();
  t.equal(work.began, 2, 'in whole milliseconds');
});

t.test('a round may start at once, and a requested one replaces the next', async (t) => {
  const { clock, work, schedule, rests } = setup({ first: 'now', jitter: 0 });
  await settle();
  t.equal(work.began, 1);
  await rests();
  clock.advance(600);
  await settle();
  await schedule.now();
  t.equal(work.began, 2);
  clock.advance(600);
  await settle();
  t.equal(work.began, 2);
  clock.advance(400);
  await settle();
  t.equal(work.began, 3);
});

t.test('a round begins after a jump of the clock, and sees the time behind it', async (t) => {
  const seen: number[] = [];
  const { clock } = setup({ deadlineMs: 50, work: () => void seen.push(clock.monotonicMs()) });
  clock.advance(1_000_000);
  await settle();
  t.strictSame(seen, [1_000_000]);
});

t.test('one round serves all concurrent requests; rounds never overlap', async (t) => {
  const gate = Promise.withResolvers<void>();
  let began = 0;
  const { clock, schedule } = setup({
    work() {
      began++;
      return gate.promise;
    },
  });
  const asked = [schedule.now(), schedule.now()];
  clock.advance(10_000);
  await settle();
  t.equal(began, 1);
  gate.resolve();
  await Promise.all(asked);
  t.equal(began, 1);
});

t.test('a round reports its duration and its failure; the next one follows all the same', async (t) => {
  let broken = true;
  const { clock, rounds, schedule } = setup({
    async work() {
      clock.advance(5);
      if (broken) throw new Error('the disk is full');
    },
  });
  await schedule.now();
  broken = false;
  await schedule.now();
  t.match(rounds, [
    { tookMs: 5, error: { message: 'the disk is full' } },
    { tookMs: 5, error: undefined },
  ]);
});

t.test('a round past its deadline is aborted, and counts as failed', async (t) => {
  const { clock, rounds, rests } = setup({
    first: 'now',
    deadlineMs: 50,
    work: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  });
  await settle();
  clock.advance(50);
  await settle();
  await rests();
  t.match(rounds, [{ tookMs: 50, error: { message: 'not done within 50 ms' } }]);
});

t.test('a stop aborts the current round, waits for it, and none follows', async (t) => {
  const gate = Promise.withResolvers<void>();
  let signal: AbortSignal | undefined;
  const { clock, rounds, schedule } = setup({
    first: 'now',
    work(its) {
      signal = its;
      return gate.promise;
    },
  });
  await settle();
  let stopped = false;
  const stopping = schedule.stop().then(() => {
    stopped = true;
  });
  t.equal(signal?.aborted, true);
  t.equal(stopped, false);
  gate.resolve();
  await stopping;
  await schedule.now();
  t.equal(clock.pending(), 0);
  t.strictSame(rounds, [], 'a stop is no failure');
});
