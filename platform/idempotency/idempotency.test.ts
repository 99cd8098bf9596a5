import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { createContextValues } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import {
  type CreatePostRequest,
  CreatePostRequestSchema,
  type CreatePostResponseSchema,
  PostService,
} from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService, SignUpRequestSchema } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { callerKey } from '../auth/caller.ts';
import { type TestClock, testClock } from '../clock.ts';
import { openDatabase } from '../sqlite/database.ts';
import { blockingLog } from '../sqlite/testing/held-log.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { settle } from '../testing/until.ts';
import { claimConformance } from './conformance.ts';
import { idempotent } from './idempotent.ts';
import { claimMigration, sqliteClaims } from './sqlite.ts';
import { claimSweep } from './sweep.ts';

const open = (t: Test, clock: TestClock, lifeMs?: number) => {
  const file = `${t.testdirName}/claims.db`;
  const db = openDatabase({ file, migrations: [claimMigration], openLog: blockingLog });
  t.teardown(() => db.close());
  return sqliteClaims(db, clock, lifeMs);
};

t.test('SQLite', async (t) => {
  claimConformance(t, async (t, clock) => {
    t.testdir();
    return open(t, clock, 1_000);
  });
});

const setup = (t: Test) => {
  t.testdir();
  const clock = testClock();
  const state = { claims: open(t, clock), issued: 0, runs: [] as [string, boolean][], fail: 0 };
  const call = (
    request: Partial<Pick<CreatePostRequest, 'requestId' | 'text'>>,
    more: {
      user?: string;
      caller?: string;
      secret?: { authorize: () => Promise<void> };
      gate?: Promise<void>;
      hashKey?: Uint8Array;
    } = {},
  ) =>
    idempotent({
      claims: state.claims,
      context: {
        values: createContextValues().set(callerKey, {
          role: 'user',
          address: '',
          userId: more.user ?? 'alice',
        }),
      },
      method: PostService.method.createPost,
      request: create(CreatePostRequestSchema, { text: 'h', ...request }),
      newIds: () => ({ userId: `${++state.issued}` }),
      async run({ userId }, { repeated }) {
        await more.gate;
        state.runs.push([userId, repeated]);
        if (state.fail-- > 0) throw new Error('half done');
        return { post: { id: userId, text: `run ${state.runs.length}` } };
      },
      ...more,
    });
  const reopen = () => {
    state.claims = open(t, clock);
  };
  return { state, call, reopen, clock };
};
const answerOf = async (call: Promise<MessageInitShape<typeof CreatePostResponseSchema>>) => {
  const { post } = await call;
  return [post?.id, post?.text];
};

t.test('without a request_id every call is a write of its own', async (t) => {
  const { call, state } = setup(t);
  t.same(
    [await answerOf(call({})), await answerOf(call({}))],
    [
      ['1', 'run 1'],
      ['2', 'run 2'],
    ],
  );
  t.same(state.runs, [
    ['1', false],
    ['2', false],
  ]);
});

t.test('the same id gives the same response and is done once, also after a restart', async (t) => {
  const { call, state, reopen } = setup(t);
  const answer = await answerOf(call({ requestId: 'a' }));
  t.same(await answerOf(call({ requestId: 'a' })), answer);
  reopen();
  t.same(await answerOf(call({ requestId: 'a' })), answer);
  t.equal(state.runs.length, 1);
  t.not(await answerOf(call({ requestId: 'b' })), answer);
  await call({ requestId: 'a' }, { user: 'bob' });
  await call({ requestId: 'a' }, { caller: 'handle carol' });
  t.equal(state.runs.length, 4, 'ids of other callers are other ids');
});

t.test('the same id with another body is refused, at any time', async (t) => {
  const { call, state, reopen } = setup(t);
  const gate = Promise.withResolvers<void>();
  const reused = domainErrorLike('REQUEST_ID_REUSED', { field: 'request_id' });
  const first = call({ requestId: 'a' }, { gate: gate.promise });
  await t.rejects(call({ requestId: 'a', text: 'other' }), reused);
  await settle();
  reopen();
  await t.rejects(call({ requestId: 'a', text: 'other' }), reused);
  gate.resolve();
  await first;
  await t.rejects(call({ requestId: 'a', text: 'other' }), reused);
  t.equal(state.runs.length, 1);
});

t.test('a failed or interrupted write is repeated with the same ids', async (t) => {
  const { call, state, reopen } = setup(t);
  state.fail = 1;
  await t.rejects(call({ requestId: 'a' }), /half done/);
  reopen();
  t.same(await answerOf(call({ requestId: 'a' })), ['1', 'run 2']);
  t.same(state.runs, [
    ['1', false],
    ['1', true],
  ]);
});

t.test('concurrent attempts share the work; if it fails the next one does it', async (t) => {
  const { call, state } = setup(t);
  const gate = Promise.withResolvers<void>();
  state.fail = 1;
  const calls = Array.from({ length: 5 }, () => call({ requestId: 'a' }, { gate: gate.promise }));
  await settle();
  gate.resolve();
  const [failed, ...others] = await Promise.allSettled(calls);
  t.match(failed, { status: 'rejected', reason: /half done/ });
  t.ok(others.every((each) => each.status === 'fulfilled' && each.value.post?.text === 'run 2'));
  t.equal(state.runs.length, 2);
});

t.test('concurrent processes use the same ids, and the first to finish decides the response', async (t) => {
  const { call, state, reopen } = setup(t);
  const slow = Promise.withResolvers<void>();
  const first = call({ requestId: 'a' }, { gate: slow.promise });
  await settle();
  reopen();
  const answer = await answerOf(call({ requestId: 'a' }));
  slow.resolve();
  t.same(await answerOf(first), answer);
  t.same(state.runs, [
    ['1', true],
    ['1', false],
  ]);
});

t.test(
  'a response with secrets is not stored but rebuilt from the same ids, for authorized callers',
  async (t) => {
    const { call, state, reopen } = setup(t);
    let mayAsk = false;
    const secret = {
      authorize: async () => {
        if (!mayAsk) throw new Error('the password is another');
      },
    };
    const how = { secret, caller: 'handle h', hashKey: new Uint8Array(32) } as const;
    t.same(await answerOf(call({ requestId: 'a' }, how)), ['1', 'run 1']);
    reopen();
    await t.rejects(call({ requestId: 'a' }, how), /the password is another/);
    mayAsk = true;
    t.same(await answerOf(call({ requestId: 'a' }, how)), ['1', 'run 3']);
    t.same(state.runs, [
      ['1', false],
      ['1', true],
      ['1', true],
    ]);
    const reused = domainErrorLike('REQUEST_ID_REUSED');
    await t.rejects(
      call({ requestId: 'a' }, { ...how, hashKey: new Uint8Array(32).fill(1) }),
      reused,
      'keyed hash',
    );
  },
);

t.test('a response with secret fields is not stored, and a password not hashed without a key', async (t) => {
  const { state } = setup(t);
  const write = {
    claims: state.claims,
    context: { values: createContextValues() },
    method: AuthService.method.signUp,
    request: create(SignUpRequestSchema, { requestId: 'a' }),
    caller: 'handle h',
    run: () => ({}),
  };
  await t.rejects(idempotent(write), /the answer of SignUp has secrets/);
  const secret = { authorize: async () => {} };
  await t.rejects(idempotent({ ...write, secret }), /the request of SignUp has secrets/);
});

t.test('an anonymous caller cannot claim', async (t) => {
  const { call } = setup(t);
  await t.rejects(call({ requestId: 'a' }, { user: '' }), /must know who asks/);
});

t.test('expired claims are swept every ten minutes', async (t) => {
  const { clock, state, call } = setup(t);
  await call({ requestId: 'a' });
  clock.advance(24 * 3_600_000);
  const { everyMs, work } = claimSweep(state.claims);
  t.equal(everyMs, 600_000);
  await work(new AbortController().signal);
  t.equal(await state.claims.sweep(10), 0, 'nothing is left to sweep');
});
