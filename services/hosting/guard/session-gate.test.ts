import { createRouterTransport } from '@connectrpc/connect';
import t from 'tap';
import { UserMeshService } from '../../../gen/ts/skein/user/mesh/v1/user_mesh_service_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { userSessions } from './session-gate.ts';

/** @param answered how many of the other sessions one answer has */
function gateWith(answered: number) {
  const asked: number[] = [];
  const stateOf = ({ sessionId }: { sessionId: string }) => ({ open: Number(sessionId) % 2 === 0 });
  const userTransport = createRouterTransport(({ rpc }) => {
    rpc(UserMeshService.method.checkSession, ({ others, ...first }) => {
      asked.push(1 + others.length);
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
