import { AsyncLocalStorage } from 'node:async_hooks';
import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { settle } from '../../../platform/testing/until.ts';
import { replaying } from './replay.ts';

t.test(
  'one replay runs at a time, requests meanwhile cause one more, and a failed replay is retried',
  async (t) => {
    const clock = testClock();
    const reports: unknown[] = [];
    const runs: PromiseWithResolvers<number>[] = [];
    const signals: AbortSignal[] = [];
    const replay = replaying(
      (signal) => {
        const turn = Promise.withResolvers<number>();
        runs.push(turn);
        signals.push(signal);
        return turn.promise;
      },
      clock,
      { done: (entries) => reports.push(entries), failed: (error) => reports.push(String(error)) },
    );
    for (let n = 0; n < 3; n++) replay.ask();
    t.equal(runs.length, 1);
    runs[0]!.reject(new Error('redis does not answer'));
    await settle();
    t.strictSame(reports, ['Error: redis does not answer']);
    clock.advance(1_000);
    await settle();
    t.equal(runs.length, 2);
    replay.ask();
    replay.ask();
    runs[1]!.resolve(7);
    await settle();
    t.equal(runs.length, 3, 'entries lost during the replay are pushed again too');
    runs[2]!.resolve(8);
    await settle();
    t.strictSame(reports.slice(1), [7, 8]);
    replay.ask();
    const stopped = replay.stop();
    t.ok(signals[3]!.aborted);
    runs[3]!.reject(signals[3]!.reason);
    await stopped;
    t.equal(reports.length, 3, 'a stop reports no failure');
  },
);

t.test('a replay does not run in the context of the call that triggered it', async (t) => {
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
