import { create, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { EventSchema, UserChanged_Kind } from '../../gen/ts/skein/event/v1/event_pb.ts';
import { accountEvents, inSteps, keepsNothing } from './account.ts';
import { dispatch } from './consume.ts';

const event = (kind: UserChanged_Kind) => ({
  timeMs: 1,
  value: toBinary(
    EventSchema,
    create(EventSchema, { payload: { case: 'userChanged', value: { kind, userId: '7' } } }),
  ),
});

t.test('each change of an account has its own work, and other events have none', async (t) => {
  const done: string[] = [];
  const step = (name: string) => ({
    says: name,
    work: (engine: string) => async (userId: string) => void done.push(`${name} ${userId} ${engine}`),
  });
  const account = {
    ...keepsNothing('the test keeps nothing'),
    hidden: step('hidden'),
    restored: step('restored'),
    purged: step('purged'),
  };
  const handle = dispatch('user', accountEvents({ account, engines: 'files', settings: {} }));
  const { signal } = new AbortController();
  const { CREATED, UPDATED, DEACTIVATED, RESTORED, PURGED } = UserChanged_Kind;
  for (const kind of [CREATED, UPDATED, DEACTIVATED, RESTORED, PURGED]) await handle(event(kind), { signal });
  await handle(
    {
      timeMs: 1,
      value: toBinary(
        EventSchema,
        create(EventSchema, { payload: { case: 'sessionEnded', value: { userId: '7' } } }),
      ),
    },
    { signal },
  );
  t.strictSame(done, ['hidden 7 files', 'restored 7 files', 'purged 7 files']);
});

t.test('aborted work continues where it ended', async (t) => {
  const stop = new AbortController();
  let left = 5;
  const work = inSteps(async () => {
    left -= Math.min(left, 2);
    if (left === 3) stop.abort();
    return left > 0;
  });
  await t.rejects(work('7', stop.signal), { name: 'AbortError' });
  t.equal(left, 3);
  await work('7', new AbortController().signal);
  t.equal(left, 0);
});
