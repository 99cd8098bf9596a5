import { ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';
import type { JWK } from 'jose';
import { Registry } from 'prom-client';
import t from 'tap';
import { gatewaySettings } from '../../edge/gateway/config.ts';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { accessTokenVerifier } from '../../platform/auth/access-tokens.ts';
import { publishedKeys } from '../../platform/auth/keys.ts';
import { systemClock as clock } from '../../platform/clock.ts';
import { loadConfig } from '../../platform/config.ts';
import { reasonOf } from '../../platform/errors.ts';
import { closers as closerStack } from '../../platform/lifecycle.ts';
import { memoryRateLimiter } from '../../platform/limits/memory.ts';
import { trustedProxies } from '../../platform/limits/trusted-proxies.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { until } from '../../platform/testing/until.ts';
import { startFront } from '../../services/cluster/front.ts';
import { deadlines } from '../../services/guard.ts';
import { registry } from '../../services/registry.ts';
import { password, type RunningNetwork, runNetwork } from './network.ts';

/** A front whose every service is the given network, reached over gRPC. */
async function frontOf({ grpcAddress, httpUrl }: RunningNetwork) {
  const closers = closerStack();
  const channel = grpcTransport({ address: grpcAddress });
  closers.add({ name: 'channel', close: () => channel.close() });
  const jwks = (await (await fetch(`${httpUrl}/.well-known/jwks.json`)).json()) as { keys: JWK[] };
  const everything = Object.values(registry).flatMap((entry) => entry.public);
  const front = await startFront({
    access: accessTokenVerifier({ keys: publishedKeys(jwks), clock, skewMs: 500 }),
    bind: '127.0.0.1',
    clock,
    closers,
    deadlines,
    grpcPort: 0,
    heartbeatMs: 1_000,
    httpPort: 0,
    jwks: async () => jwks,
    limiter: (_, allowance) => memoryRateLimiter(allowance),
    metrics: new Registry(),
    observers: [],
    proxies: trustedProxies(['127.0.0.1']),
    services: new Map(everything.map((service) => [service, channel as Transport])),
    settings: loadConfig({ gateway: gatewaySettings }, {}).gateway,
  });
  front.serve();
  return {
    url: `http://127.0.0.1:${front.httpPort}`,
    grpcUrl: `http://127.0.0.1:${front.grpcPort}`,
    close: () => closers.close(),
  };
}

t.test('the front of a cluster passes everything on over gRPC, from both of its doors', async (t) => {
  const network = await runNetwork(t.testdir(), {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    SKEIN_SIGN_UPS_PER_ADDRESS: '2',
  });
  t.teardown(() => network.close());
  const front = await frontOf(network);
  const { url } = front;
  const sending = (headers: Record<string, string>) => ({
    interceptors: [
      (next: (request: { header: Headers }) => Promise<never>) => (request: { header: Headers }) => {
        for (const [name, value] of Object.entries(headers)) request.header.set(name, value);
        return next(request);
      },
    ] as never[],
  });
  const web = (headers: Record<string, string>) =>
    createConnectTransport({ baseUrl: url, httpVersion: '1.1', ...sending(headers) });
  const grpc = (headers: Record<string, string>) =>
    createGrpcTransport({ baseUrl: front.grpcUrl, ...sending(headers) });
  const signUp = (handle: string, address: string, through = web) =>
    createClient(AuthService, through({ 'x-forwarded-for': address })).signUp({ handle, password });

  const { tokens } = await signUp('ada', '192.0.2.1');
  await signUp('bob', '192.0.2.1', grpc);
  const third = await signUp('cleo', '192.0.2.1').then(() => undefined, ConnectError.from);
  t.equal(reasonOf(third), 'RATE_LIMITED', 'the address of the client reaches the services');
  t.ok(await signUp('cleo', '192.0.2.2'));

  const token = tokens!.accessToken;
  const socket = await clientSocket(`${url}/ws`, token);
  socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
  await until('the stream to begin', () => socket.of('h').length > 0);
  const authorization = { authorization: `Bearer ${token}` };
  const { post } = await createClient(PostService, web(authorization)).createPost({
    text: 'Through two doors',
  });
  await until('the post to arrive', () => JSON.stringify(socket.of('h')).includes(post!.id));
  for (const through of [web, grpc]) {
    const posts = createClient(PostService, through(authorization));
    const missing = await posts.getPost({ postId: '1' }).then(() => undefined, ConnectError.from);
    t.equal(reasonOf(missing), 'POST_NOT_FOUND');
  }
  await front.close();
  t.equal(socket.end('h')?.reason, 'DRAINING');
});
