import { Code, type ConnectError, createClient } from '@connectrpc/connect';
import t from 'tap';
import { Health } from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { retryAfterMs, retrying } from '../../platform/rpc/retry.ts';
import { asTransport, type Calls } from '../../platform/rpc/transport.ts';
import { until } from '../../platform/testing/until.ts';
import { runNetwork } from './network.ts';

const callers = 400;

t.test('a flood is refused early, with a retry delay; nothing else goes wrong', async (t) => {
  // Such short turns overload any machine.
  const network = await runNetwork(t.testdir(), { SKEIN_OVERLOAD_TURN: '10ms' });
  t.teardown(() => network.close());
  const stranger = network.as();
  const { tokens } = await stranger.auth.signUp({ handle: 'ada', password: 'correct horse battery' });
  const transport = grpcTransport({ address: network.grpcAddress });
  t.teardown(() => transport.close());
  const users = createClient(UserService, transport);

  const refused: ConnectError[] = [];
  const others: unknown[] = [];
  let served = 0;
  let flooding = true;
  const flood = Promise.all(
    Array.from({ length: callers }, async () => {
      while (flooding) {
        try {
          await users.getUser({ key: { case: 'handle', value: 'ada' } });
          served++;
        } catch (error) {
          if (reasonOf(error) === 'OVERLOADED') refused.push(error as ConnectError);
          else others.push(error);
        }
      }
    }),
  );
  await until('calls to be refused', () => refused.length > 1_000, 60_000);
  t.ok(served > 0, 'some are served all the time');

  const health = createClient(Health, transport);
  for (let asked = 0; asked < 20; asked++) await health.check({});
  t.pass('health is always answered');
  const posts = createClient(
    PostService,
    asTransport(retrying(grpcTransportOf(t, network.grpcAddress), { attempts: 50, maxPauseMs: 200 })),
  );
  const headers = { authorization: `Bearer ${tokens!.accessToken}` };
  const post = posts.createPost({ text: 'in the flood', requestId: 'one' }, { headers });
  await Promise.race([post, until('more to be refused', () => refused.length > 4_000, 60_000)]);
  flooding = false;
  await flood;
  t.equal((await post).post?.text, 'in the flood', 'a caller that waits for the retry delay succeeds');

  t.strictSame(others, []);
  t.ok(refused.every(({ code }) => code === Code.ResourceExhausted));
  t.ok(refused.every((error) => retryAfterMs(error)! > 0));
  await until('everybody to be served again', async () => {
    const again = await Promise.allSettled(
      Array.from({ length: 10 }, () => users.getUser({ key: { case: 'handle', value: 'ada' } })),
    );
    return again.every(({ status }) => status === 'fulfilled');
  });

  const metrics = await (await fetch(`${network.httpUrl}/metrics`)).text();
  t.match(metrics, /^skein_rpc_shed_total\{priority="normal"\} [1-9]\d+$/m);
  t.match(metrics, /^skein_rpc_admitted_share [01]/m);
});

t.test('over HTTP, too', async (t) => {
  const network = await runNetwork(t.testdir(), {
    SKEIN_OVERLOAD_TURN: '10ms',
    SKEIN_CALLS_PER_ADDRESS: '1000000',
  });
  t.teardown(() => network.close());
  await network.as().auth.signUp({ handle: 'ada', password: 'correct horse battery' });
  const ask = async () => {
    const response = await fetch(`${network.httpUrl}/skein.user.v1.UserService/GetUser`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"handle":"ada"}',
    });
    return { status: response.status, body: await response.text() };
  };
  const statuses = new Set<number>();
  await until(
    'calls to be refused',
    async () => {
      const answers = await Promise.all(Array.from({ length: 200 }, ask));
      for (const { status } of answers) statuses.add(status);
      const refusal = answers.find(({ status }) => status === 429);
      if (refusal === undefined) return false;
      t.match(JSON.parse(refusal.body), { code: 'resource_exhausted' });
      t.match(refusal.body, /OVERLOADED.*retryDelay/s);
      return true;
    },
    60_000,
  );
  for (const status of statuses) t.ok(status === 200 || status === 429, String(status));
});

function grpcTransportOf(t: { teardown(run: () => void): void }, address: string): Calls {
  const transport = grpcTransport({ address });
  t.teardown(() => transport.close());
  return transport as Calls;
}
