import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { testClock } from '../clock.ts';
import { fail, reasonOf } from '../errors.ts';
import { settle } from '../testing/until.ts';
import { type RetryOptions, retryBudget, retrying } from './retry.ts';
import type { Calls } from './transport.ts';

const { createPost, getPost, likePost } = PostService.method;
const unavailable = () => new ConnectError('away', Code.Unavailable);
const overloaded = (retryAfterMs?: number) =>
  fail(Code.ResourceExhausted, 'OVERLOADED', 'too much', { retryAfterMs });

/** A server that fails with these errors in order and then answers. */
function served(errors: readonly ConnectError[], options: RetryOptions = {}) {
  const clock = testClock();
  const left = [...errors];
  const sentAtMs: number[] = [];
  const timeouts: (number | undefined)[] = [];
  const calls = retrying(
    {
      async unary(_method, _signal, timeoutMs) {
        sentAtMs.push(clock.monotonicMs());
        timeouts.push(timeoutMs);
        const error = left.shift();
        if (error !== undefined) throw error;
        return 'answer';
      },
      stream: async () => 'stream',
    },
    { clock, random: () => 1, ...options },
  );
  /** Advances time as the call needs it. */
  const outcome = async (call: Promise<unknown>) => {
    const ended = call.then(
      (answer) => ({ answer }),
      (error: ConnectError) => ({ error }),
    );
    let over = false;
    ended.then(() => {
      over = true;
    });
    for (let step = 0; step < 2_000 && !over; step++) {
      clock.advance(10);
      await settle(1);
    }
    return ended as Promise<{ answer?: unknown; error?: ConnectError }>;
  };
  const unary = (
    method: Parameters<Calls['unary']>[0],
    request = {},
    timeoutMs?: number,
    signal?: AbortSignal,
  ) => outcome(calls.unary(method, signal, timeoutMs, undefined, request));
  return { unary, sentAtMs, timeouts, clock, calls };
}

t.test('a call that was not processed is sent again, when that can do nothing twice', async (t) => {
  const read = served([unavailable(), unavailable()]);
  t.equal((await read.unary(getPost, { postId: '1' })).answer, 'answer');
  t.strictSame(read.sentAtMs.length, 3);
  t.ok(
    read.sentAtMs[2]! - read.sentAtMs[1]! >= 2 * (read.sentAtMs[1]! - read.sentAtMs[0]!) - 20,
    'later and later',
  );

  const write = served([unavailable()]);
  t.match((await write.unary(createPost, { text: 'x' })).error, { code: Code.Unavailable });
  t.equal(write.sentAtMs.length, 1, 'a write without a request_id is not');
  t.equal((await served([unavailable()]).unary(createPost, { requestId: 'r' })).answer, 'answer');
  t.ok((await served([unavailable()]).unary(likePost, { postId: '1' })).error, 'nor a like without one');
  t.equal(
    (await served(Array(9).fill(unavailable())).unary(getPost)).error?.code,
    Code.Unavailable,
    'nor for ever',
  );
});

t.test('a RESOURCE_EXHAUSTED retry waits for the given delay, for writes as well', async (t) => {
  const { unary, sentAtMs } = served([overloaded(700)]);
  t.equal((await unary(createPost, { text: 'x' })).answer, 'answer');
  t.ok(sentAtMs[1]! - sentAtMs[0]! >= 700);
  t.ok(sentAtMs[1]! - sentAtMs[0]! <= 700 * 1.5 + 120);
  const silent = served([overloaded()]);
  t.equal(
    reasonOf((await silent.unary(getPost)).error),
    'OVERLOADED',
    'without a time it is not tried again',
  );
  const wrong = served([fail(Code.NotFound, 'POST_NOT_FOUND', 'no')]);
  t.equal(reasonOf((await wrong.unary(getPost)).error), 'POST_NOT_FOUND');
  t.equal(wrong.sentAtMs.length, 1);
});

t.test('no pause exceeds the deadline, and every try gets the remaining time', async (t) => {
  const late = served([overloaded(5_000)]);
  t.equal(reasonOf((await late.unary(getPost, {}, 1_000)).error), 'OVERLOADED');
  t.equal(late.sentAtMs.length, 1);
  t.ok(late.clock.monotonicMs() < 100, 'it fails at once');
  const soon = served([unavailable()]);
  await soon.unary(getPost, {}, 1_000);
  t.equal(soon.timeouts[0], 1_000);
  t.ok(soon.timeouts[1]! <= 900 && soon.timeouts[1]! > 700);
});

t.test('a call cancelled during a pause sends nothing more', async (t) => {
  const { calls, clock, sentAtMs } = served([unavailable()]);
  const stop = new AbortController();
  const call = calls.unary(getPost, stop.signal, undefined, undefined, {});
  await settle();
  stop.abort();
  await t.rejects(call, { code: Code.Unavailable });
  clock.advance(10_000);
  t.equal(sentAtMs.length, 1);
});

t.test(
  'retries are a share of the calls: when all fail, the server gets a tenth more and not four times as much',
  async (t) => {
    const budget = retryBudget({ share: 0.1, reserve: 5 });
    const { unary, sentAtMs } = served(Array(1_000).fill(unavailable()), { budget });
    for (let call = 0; call < 200; call++) await unary(getPost);
    t.ok(sentAtMs.length <= 200 + 20 + 5 && sentAtMs.length >= 220, `${sentAtMs.length} sent`);
  },
);

t.test('streams are not retried', async (t) => {
  const { calls } = served([]);
  t.equal(await calls.stream(getPost, undefined, undefined, undefined, (async function* () {})()), 'stream');
});
