import t from 'tap';
import { batched, paced } from './batched.ts';
import { type Call, currentCall, runInCall } from './rpc/call.ts';

t.test('questions that come in time are asked as one, and each gets its own answer', async (t) => {
  const asked: (readonly number[])[] = [];
  let send = () => {};
  const double = batched<number, number>({
    ask: async (keys) => {
      asked.push(keys);
      return keys.map((key) => 2 * key);
    },
    later: (run) => {
      send = run;
    },
  });
  const first = [double(1), double(2)];
  send();
  const second = double(3);
  send();
  t.strictSame(await Promise.all([...first, second]), [2, 4, 6]);
  t.strictSame(asked, [[1, 2], [3]]);
});

t.test('an error rejects the questions of its batch only', async (t) => {
  let send = () => {};
  const answer = batched<string, string>({
    ask: async (keys) => {
      if (keys.includes('bad')) throw new Error('no');
      return keys;
    },
    later: (run) => {
      send = run;
    },
  });
  const failing = [answer('a'), answer('bad')];
  send();
  await Promise.all(failing.map((each) => t.rejects(each, { message: 'no' })));
  const good = answer('b');
  send();
  t.equal(await good, 'b');
});

t.test('the question belongs to no call: callers do not share the end of the first', async (t) => {
  const calls: unknown[] = [];
  const ask = batched<string, string>({
    later: setImmediate,
    async ask(keys) {
      calls.push(currentCall());
      return keys;
    },
  });
  const call = { requestId: 'first' } as Call;
  t.equal(await runInCall(call, () => ask('a')), 'a');
  t.strictSame(calls, [undefined]);
});

t.test('paced work runs at once, and what follows it quickly is gathered', async (t) => {
  const later = paced(40);
  const times: number[] = [];
  for (let n = 0; n < 3; n++)
    await new Promise<void>((resolve) =>
      later(() => {
        times.push(performance.now());
        resolve();
      }),
    );
  // Timers count whole milliseconds.
  t.ok(times[1]! - times[0]! >= 39, `${times}`);
  t.ok(times[2]! - times[1]! >= 39, `${times}`);
});
