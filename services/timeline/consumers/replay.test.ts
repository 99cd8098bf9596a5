import { AsyncLocalStorage } from 'node:async_hooks';
import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { settle } from '../../../platform/testing/until.ts';
import { replaying } from './replay.ts';

t.test('one replay at a time, one more for all who asked meanwhile; what fails is tried again', async (t) => {
  const clock = testClock();
  const told: unknown[] = [];
  const turns: PromiseWithResolvers<number>[] = [];
  const signals: AbortSignal[] = [];
  const replay = replaying(
    (signal) => {
      const turn = Promise.withResolvers<number>();
      turns.push(turn);
      signals.push(signal);
      return turn.promise;
    },
    clock,
    { done: (entries) => told.push(entries), failed: (error) => told.push(String(error)) },
  );
  for (let n = 0; n < 3; n++) replay.ask();
  t.equal(turns.length, 1);
  turns[0]!.reject(new Error('redis does not answer'));
  await settle();
  t.strictSame(told, ['Error: redis does not answer']);
  clock.advance(1_000);
  await settle();
  t.equal(turns.length, 2);
  replay.ask();
  replay.ask();
  turns[1]!.resolve(7);
  await settle();
  t.equal(turns.length, 3, 'what was lost while it ran is pushed again too');
  turns[2]!.resolve(8);
  await settle();
  t.strictSame(told.slice(1), [7, 8]);
  replay.ask();
  const stopped = replay.stop();
  t.ok(signals[3]!.aborted);
  turns[3]!.reject(signals[3]!.reason);
  await stopped;
  t.equal(told.length, 3, 'a stop is no failure');
});

t.test("a replay is nobody's call, whoever found that a node is back", async (t) => {
  const call = new AsyncLocalStorage<string>();
  const seen: unknown[] = [];
  const replay = replaying(async () => seen.push(call.getStore()), testClock(), {
    done() {},
    failed() {},
  });
  call.run('a call with a deadline', () => replay.ask());
  await replay.stop();
  t.strictSame(seen, [undefined]);
});
