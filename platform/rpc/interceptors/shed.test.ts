import { Code, createClient } from '@connectrpc/connect';
import t from 'tap';
import { RetryInfoSchema } from '../../../gen/ts/google/rpc/error_details_pb.ts';
import { AuthService } from '../../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../../gen/ts/skein/user/v1/user_service_pb.ts';
import { testClock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import { waitingLimits } from '../../limits/waiting-limit.ts';
import { settle } from '../../testing/until.ts';
import { hosted } from '../host.ts';
import { inProcessTransport } from '../in-process.ts';
import { guarded } from '../intercept.ts';
import { callAdmission, shed, watchWaiting } from './shed.ts';

/** Handlers that answer when the test says so. */
function slowService() {
  const clock = testClock();
  const waiting: (() => void)[] = [];
  const turnedAway: string[] = [];
  const admission = callAdmission({
    shedder: { refuse: () => undefined, share: () => 1, close() {} },
    waitingLimit: waitingLimits({ clock }),
    turnedAway: (priority) => turnedAway.push(priority),
    readerOf: () => 'active',
  });
  const wait = () => new Promise<object>((resolve) => waiting.push(() => resolve({})));
  const handlers = guarded(
    [hosted(UserService, { getUser: wait, updateUser: wait }), hosted(AuthService, { signIn: wait })],
    [shed(admission.admit), watchWaiting(admission, clock.monotonicMs)],
  );
  const transport = inProcessTransport(handlers);
  return {
    clock,
    turnedAway,
    users: createClient(UserService, transport),
    auth: createClient(AuthService, transport),
    waiting,
    async answer(calls: number) {
      for (const done of waiting.splice(0, calls)) done();
      await settle();
    },
  };
}

t.test('calls that would wait too long are refused at once, with the time to retry', async (t) => {
  const { clock, users, auth, answer, waiting, turnedAway } = slowService();
  const calls: Promise<unknown>[] = Array.from({ length: 45 }, () => users.getUser({}));
  await settle();
  clock.advance(900);
  await answer(5);
  const refused = await users.getUser({}).then(
    () => t.fail('accepted'),
    (error) => error,
  );
  t.match([refused.code, reasonOf(refused)], [Code.ResourceExhausted, 'OVERLOADED']);
  t.equal(refused.findDetails(RetryInfoSchema).length, 1);
  t.same(turnedAway, ['normal']);

  calls.push(users.updateUser({}), auth.signIn({}));
  await settle();
  t.equal(waiting.length, 42, 'other calls are accepted');

  await answer(42);
  calls.push(users.getUser({}));
  await settle();
  await answer(1);
  await Promise.all(calls);
});

t.test('sign-ins, which wait on purpose, are never refused for their waiting time', async (t) => {
  const { clock, auth, answer, turnedAway } = slowService();
  const calls: Promise<unknown>[] = Array.from({ length: 100 }, () => auth.signIn({}));
  await settle();
  clock.advance(5_000);
  await answer(5);
  calls.push(auth.signIn({}));
  await settle();
  await answer(100);
  await Promise.all(calls);
  t.same(turnedAway, []);
});
