import { ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport } from '@connectrpc/connect-node';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { PostService } from '../../gen/ts/skein/post/v1/post_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { until } from '../../platform/testing/until.ts';
import { frontOf } from './front.ts';
import { password, runNetwork } from './network.ts';

t.test('the front of a cluster forwards everything over gRPC, from both of its listeners', async (t) => {
  const network = await runNetwork(t.testdir(), {
    SKEIN_TRUSTED_PROXIES: '127.0.0.1',
    SKEIN_SIGN_UPS_PER_ADDRESS: '2',
  });
  t.teardown(() => network.close());
  const front = await frontOf(network);
  const { httpUrl: url } = front;
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
    createGrpcTransport({ baseUrl: `http://${front.grpcAddress}`, ...sending(headers) });
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

t.test('sockets end with their session, at the front of a cluster within a heartbeat', async (t) => {
  const network = await runNetwork(t.testdir(), { SKEIN_SOCKETS_PER_USER: '2' });
  t.teardown(() => network.close());
  const front = await frontOf(network, { SKEIN_SOCKETS_PER_USER: '2' });
  t.teardown(() => front.close());
  const person = async (handle: string) => {
    const { tokens } = await network.as().auth.signUp({ handle, password });
    return { token: tokens!.accessToken, ...network.as(tokens!.accessToken) };
  };
  const ends: Record<string, (who: Awaited<ReturnType<typeof person>>, handle: string) => Promise<unknown>> =
    {
      'a sign-out': ({ auth }) => auth.signOut({}),
      'a deactivation': ({ users }) => users.deactivateUser({ password }),
      'a password change elsewhere': async (_, handle) => {
        const { tokens } = await network.as().auth.signIn({ handle, password });
        const { auth } = network.as(tokens!.accessToken);
        return auth.changePassword({ currentPassword: password, newPassword: 'tremendous secret' });
      },
      'a revocation elsewhere': async ({ auth }, handle) => {
        const { sessions } = await auth.listSessions({});
        const { tokens } = await network.as().auth.signIn({ handle, password });
        return network.as(tokens!.accessToken).auth.revokeSession({ sessionId: sessions[0]!.id });
      },
    };
  let number = 0;
  for (const { httpUrl } of [network, front]) {
    for (const [what, end] of Object.entries(ends)) {
      const handle = `p${++number}`;
      const who = await person(handle);
      const at = `${httpUrl}/ws`;
      const sockets = [await clientSocket(at, who.token), await clientSocket(at, who.token)];
      sockets[1]!.send({ type: 'subscribe', id: 'h', stream: 'home' });
      await until('the stream to begin', () => sockets[1]!.of('h').length > 0);
      await end(who, handle);
      for (const socket of sockets) {
        t.same(await socket.closed(), { code: 4401, reason: 'SESSION_REVOKED' }, what);
      }
      const again = await clientSocket(at, who.token);
      t.same(await again.closed(), { code: 4401, reason: 'SESSION_REVOKED' }, `${what}: and no new ones`);
    }
  }
});
