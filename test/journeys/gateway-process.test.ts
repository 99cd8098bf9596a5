import { ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { pino } from 'pino';
import t from 'tap';
import { startGatewayProcess } from '../../edge/gateway/process.ts';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { until } from '../../platform/testing/until.ts';
import { password, runNetwork } from './network.ts';

t.test('the gateway as a process of its own, before services that it reaches over gRPC', async (t) => {
  const dataDir = t.testdir();
  const network = await runNetwork(dataDir, {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    SKEIN_SIGN_UPS_PER_ADDRESS: '2',
  });
  t.teardown(() => network.close());
  const env = { SKEIN_DATA_DIR: dataDir, SKEIN_HTTP_PORT: '0', SKEIN_TRUSTED_PROXIES: '127.0.0.1' };
  const log = pino({ level: 'silent' });
  await t.rejects(startGatewayProcess(env, log), /SKEIN_UPSTREAM is not set/);
  const gateway = await startGatewayProcess({ ...env, SKEIN_UPSTREAM: network.grpcAddress }, log);
  const url = `http://127.0.0.1:${gateway.port}`;
  const from = (address: string, token?: string) =>
    createConnectTransport({
      baseUrl: url,
      httpVersion: '1.1',
      interceptors: [
        (next) => (request) => {
          request.header.set('x-forwarded-for', address);
          if (token !== undefined) request.header.set('authorization', `Bearer ${token}`);
          return next(request);
        },
      ],
    });
  const signUp = (handle: string, address: string) =>
    createClient(AuthService, from(address)).signUp({ handle, password });

  const { tokens } = await signUp('ada', '192.0.2.1');
  await signUp('bob', '192.0.2.1');
  const third = await signUp('cleo', '192.0.2.1').then(() => undefined, ConnectError.from);
  t.equal(reasonOf(third), 'RATE_LIMITED', 'the address of the client reaches the services');
  t.ok(await signUp('cleo', '192.0.2.2'));

  const token = tokens!.accessToken;
  const socket = await clientSocket(`${url}/ws`, token);
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  await until('the stream to begin', () => socket.of('h').length > 0);
  const posts = createClient(PostService, from('192.0.2.1', token));
  const { post } = await posts.createPost({ text: 'Through two processes' });
  await until('the post to arrive', () => JSON.stringify(socket.of('h')).includes(post!.id));
  const missing = await posts.getPost({ postId: '1' }).then(() => undefined, ConnectError.from);
  t.equal(reasonOf(missing), 'POST_NOT_FOUND');
  const keys = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: object[] };
  t.equal(keys.keys.length, 1);
  t.match(
    await (await fetch(`${url}/metrics`)).text(),
    /skein_rpc_handled_total\{method="skein.post.v1.PostService\/CreatePost",code="ok"\} 1/,
  );
  await gateway.close();
  t.equal(socket.end('h')?.reason, 'DRAINING');
});
