import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import { OperationState } from '../../gen/ts/skein/ops/v1/ops_pb.ts';
import { GetOperationResponseSchema } from '../../gen/ts/skein/ops/v1/ops_service_pb.ts';
import { type TimedClock, testClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors.ts';
import type { Context } from './command.ts';
import { operations } from './commands/operations.ts';
import { output } from './output.ts';

const away = () => new ConnectError('refused', Code.Unavailable);

/** `skein operations 7 --follow`, with what the network answers to each look. */
async function followed(...answers: (readonly [OperationState, done: number] | Error)[]) {
  const written: string[] = [];
  const noted: string[] = [];
  const pauses: number[] = [];
  const context = {
    out: output({ json: false, out: (text) => written.push(text), err: (text) => noted.push(text) }),
    where: { grpc: '127.0.0.1:8080' },
    // Pauses end at once, and are counted.
    clock: {
      ...testClock(),
      after(ms, run) {
        pauses.push(ms);
        setImmediate(run);
        return () => {};
      },
    } satisfies TimedClock,
    signal: new AbortController().signal,
    session: () => ({}),
    as: () => ({
      ops: {
        async getOperation() {
          const next = answers.shift()!;
          if (next instanceof Error) throw next;
          const [state, done] = next;
          return create(GetOperationResponseSchema, {
            operation: { id: '7', state, doneCount: BigInt(done), totalCount: 40n },
          });
        },
      },
    }),
  } as unknown as Context;
  const code = await operations.run(context, ['7'], { follow: true });
  return { code, out: written.join(''), notes: noted.join(''), pauses };
}

const { RUNNING, SUCCEEDED, FAILED } = OperationState;

t.test('an operation is followed with a bar until it ends', async (t) => {
  const { code, out } = await followed([RUNNING, 0], [RUNNING, 10], [SUCCEEDED, 40]);
  t.equal(code, 0);
  t.match(out.split('\n'), [/\[-{20}\] 0 of 40 /, /\[#{5}-{15}\] 10 of 40 /, /succeeded · 40 of 40 /]);
  t.equal((await followed([FAILED, 10])).code, 1);
});

t.test('it is followed across a restart of the network', async (t) => {
  const { code, out, notes } = await followed([RUNNING, 10], away(), away(), [RUNNING, 20], [SUCCEEDED, 40]);
  t.equal(code, 0);
  t.match(out, /10 of 40.*\n.*20 of 40.*\n.*succeeded/);
  t.match(notes, /^\(.*going on as soon as it can\)\n$/, 'it says so once');
});

t.test('each error of a restart is followed, and the delay that the server asks for is kept', async (t) => {
  const busy = fail(Code.ResourceExhausted, 'RATE_LIMITED', 'busy', { retryAfterMs: 10_000 });
  const { pauses } = await followed([RUNNING, 10], busy, [SUCCEEDED, 40]);
  t.ok(pauses.some((ms) => ms >= 10_000));
  for (const error of [
    busy,
    new ConnectError('slow', Code.DeadlineExceeded),
    new ConnectError('closed', Code.Aborted),
    new ConnectError('reset', Code.Internal),
    fail(Code.Unauthenticated, 'TOKEN_EXPIRED', 'renewed by the next call'),
  ])
    t.equal((await followed([RUNNING, 10], error, [SUCCEEDED, 40])).code, 0, error.message);
});

t.test('a network that does not answer at first, or refuses later, ends it', async (t) => {
  await t.rejects(followed(away()), { code: Code.Unavailable });
  const ended = fail(Code.Unauthenticated, 'SESSION_REVOKED', 'over');
  await t.rejects(followed([RUNNING, 10], ended), { code: Code.Unauthenticated });
  const gone = new ConnectError('no such operation', Code.NotFound);
  await t.rejects(followed([RUNNING, 10], gone), { code: Code.NotFound });
});
