import { Code, ConnectError, createRouterTransport } from '@connectrpc/connect';
import t from 'tap';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { userSessions } from './session-gate.ts';

/** @param answered how many of the other sessions one answer has */
function gateWith(answered: number, fails: (sessionId: string) => boolean = () => false) {
  const asked: number[] = [];
  const stateOf = ({ sessionId }: { sessionId: string }) => ({ open: Number(sessionId) % 2 === 0 });
  const userTransport = createRouterTransport(({ rpc }) => {
    rpc(UserMeshService.method.checkSession, ({ others, ...first }) => {
      asked.push(1 + others.length);
      if ([first, ...others].some(({ sessionId }) => fails(sessionId)))
        throw new ConnectError('fails', Code.Internal);
      return { ...stateOf(first), others: others.slice(0, answered).map(stateOf) };
    });
  });
  const gate = userSessions({ userTransport, ttlMs: 1_000, clock: testClock() });
  /** Whether each is open. */
  const check = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => {
        const bearer = { userId: 'u', sessionId: String(n), generation: 0 };
        return Promise.resolve(gate.check(bearer)).then(
          () => true,
          () => false,
        );
      }),
    );
  return { asked, check };
}

const even = (count: number) => Array.from({ length: count }, (_, n) => n % 2 === 0);

t.test('sessions that are asked for in one turn are one question, of at most a hundred', async (t) => {
  const { asked, check } = gateWith(99);
  t.strictSame(await check(250), even(250));
  t.strictSame(asked, [100, 100, 50]);
});

t.test('a user service of an earlier version answers one at a time', async (t) => {
  const { asked, check } = gateWith(0);
  t.strictSame(await check(3), even(3));
  t.strictSame(asked, [3, 2, 1]);
});

t.test('the answers of others do not suffer from one that fails', async (t) => {
  const { check } = gateWith(99, (sessionId) => sessionId === '140');
  const open = await check(250);
  t.equal(open[140], false);
  t.strictSame(open.with(140, true), even(250));
});
