import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { Health } from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { TimelineService } from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { AuthService } from '../../gen/ts/skein/user/v1/auth_service_pb.ts';
import { UserService } from '../../gen/ts/skein/user/v1/user_service_pb.ts';
import { reasonOf } from '../../platform/errors.ts';
import { fromGrpcStatus } from '../../platform/rpc/grpc-status.ts';
import { grpcTransport } from '../../platform/rpc/grpc-transport.ts';
import { retryAfterMs } from '../../platform/rpc/retry.ts';
import { until } from '../../platform/testing/until.ts';
import { limitedListenerKinds, limitedListeners } from './limited-listeners.ts';
import { password, runNetwork } from './network.ts';

const limits = {
  SKEIN_CALL_WINDOW: '1h',
  SKEIN_CALLS_PER_ADDRESS: '6',
  SKEIN_CALLS_PER_USER: '12',
  SKEIN_STREAMS_PER_USER: '3',
};

for (const kind of limitedListenerKinds) {
  t.test(`${kind}: calls and streams are limited over all doors together`, async (t) => {
    const { network, grpcAddress, httpUrl } = await limitedListeners(t, kind, limits);
    const grpc = grpcTransport({ address: grpcAddress });
    t.teardown(() => grpc.close());
    const http = createConnectTransport({ baseUrl: httpUrl, httpVersion: '1.1' });
    const web = createGrpcWebTransport({ baseUrl: httpUrl, httpVersion: '1.1' });

    const { tokens } = await network.as().auth.signUp({ handle: 'ada', password });
    const token = tokens!.accessToken;
    const call = (through: Transport, from: string, bearer?: string) => {
      const authorization: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
      const headers = { 'x-forwarded-for': from, ...authorization };
      const key = { case: 'handle', value: 'ada' } as const;
      return createClient(UserService, through)
        .getUser({ key }, { headers })
        .then(() => 'answered', ConnectError.from);
    };
    for (const through of [grpc, http, web, grpc, http, web])
      t.equal(await call(through, '192.0.2.1'), 'answered');
    for (const through of [grpc, http, web]) {
      const refused = (await call(through, '192.0.2.1')) as ConnectError;
      t.match([refused.code, reasonOf(refused)], [Code.ResourceExhausted, 'RATE_LIMITED'], 'the address');
      t.ok(retryAfterMs(refused)! > 3_000_000);
    }
    t.equal(await call(grpc, '192.0.2.2'), 'answered', 'another address');
    for (const [through, from] of [
      [grpc, '192.0.2.3'],
      [http, '192.0.2.4'],
    ] as const) {
      const headers = { 'x-forwarded-for': from };
      const wrong = { handle: 'ada', password: 'a wrong password' };
      const signIn = () => createClient(AuthService, through).signIn(wrong, { headers }).catch(reasonOf);
      t.strictSame(
        [await signIn(), await signIn(), await call(through, from).then(reasonOf)],
        ['CREDENTIALS_INVALID', 'RATE_LIMITED', 'RATE_LIMITED'],
        'a sign-in counts as many calls',
      );
    }
    for (let each = 0; each < 9; each++) t.equal(await call(grpc, '127.0.0.1'), 'answered', 'this machine');

    const leaving = new AbortController();
    const ends: ConnectError[] = [];
    let open = 0;
    const stream = async (through: Transport) => {
      try {
        const headers = { authorization: `Bearer ${token}` };
        const options = { headers, signal: leaving.signal };
        const messages = createClient(TimelineService, through).streamHomeTimeline({}, options);
        let first = true;
        for await (const _ of messages) {
          if (first) open += 1;
          first = false;
        }
      } catch (reason) {
        ends.push(ConnectError.from(reason));
      }
    };
    void stream(grpc);
    void stream(http);
    const socket = await clientSocket(`${httpUrl}/ws`, token);
    socket.send({ type: 'subscribe', id: 'h', stream: 'home' });
    await until('three streams to be open', () => open === 2 && socket.of('h').length > 0);
    await Promise.all([stream(grpc), stream(web)]);
    t.strictSame(ends.map(reasonOf), ['RATE_LIMITED', 'RATE_LIMITED'], 'a fourth one, on any listener');
    t.ok(ends.every((end) => retryAfterMs(end)! > 0));
    socket.send({ type: 'subscribe', id: 'i', stream: 'home' });
    await until('the socket to be told, too', () => socket.end('i') !== undefined);
    t.match(socket.end('i'), { reason: 'RATE_LIMITED', retryAfterMs: 5_000 });
    leaving.abort();
    await until('two to be closed', () => ends.length === 4);
    socket.ws.close();

    const refusals: unknown[] = [];
    for (let each = 0; each < 8; each++)
      refusals.push(await call(each % 2 ? grpc : http, `192.0.2.${10 + each}`, token));
    t.match(reasonOf(refusals.at(-1)), 'RATE_LIMITED', 'the person, from wherever, streams among his calls');
    t.equal(refusals[0], 'answered');

    const watching = new AbortController();
    const watched: string[] = [];
    for (let each = 0; each < 4; each++) {
      const headers = { 'x-forwarded-for': '192.0.2.77' };
      const statuses = createClient(Health, grpc).watch({}, { headers, signal: watching.signal });
      void (async () => {
        try {
          for await (const _ of statuses) watched.push('told');
        } catch (reason) {
          watched.push(reasonOf(reason) ?? 'ended');
        }
      })();
    }
    await until('all to be answered', () => watched.length === 4);
    t.strictSame(
      watched.sort(),
      ['RATE_LIMITED', 'told', 'told', 'told'],
      'anonymous streams are not reported',
    );
    watching.abort();

    const figures = await (await fetch(`${httpUrl}/metrics`)).text();
    for (const limit of ['address', 'user', 'streams']) {
      t.match(figures, new RegExp(`skein_rpc_limited_total\\{limit="${limit}"\\} [1-9]`));
    }
  });
}

t.test('an unknown method is UNIMPLEMENTED with its details, on every listener', async (t) => {
  const network = await runNetwork(t.testdir());
  t.teardown(() => network.close());
  const path = '/skein.post.v1.PostService/Nope';
  const client = new Client(network.grpcAddress, credentials.createInsecure());
  t.teardown(() => client.close());
  const asIs = (bytes: Buffer) => bytes;
  const failed = await new Promise<ServiceError>((resolve) =>
    client.makeUnaryRequest(path, asIs, asIs, Buffer.alloc(0), (error) => resolve(error!)),
  );
  t.match([failed.code, reasonOf(fromGrpcStatus(failed))], [Code.Unimplemented, 'UNIMPLEMENTED']);
  const post = (type: string) =>
    fetch(`${network.httpUrl}${path}`, { method: 'POST', headers: { 'content-type': type }, body: '{}' });
  const json = await post('application/json');
  t.equal(json.status, 501);
  t.match(await json.json(), { code: 'unimplemented', details: [{ debug: { reason: 'UNIMPLEMENTED' } }] });
  const web = await post('application/grpc-web+proto');
  t.strictSame([web.status, web.headers.get('grpc-status')], [200, '12']);
  t.ok(web.headers.get('grpc-status-details-bin'));
  t.equal((await fetch(`${network.httpUrl}/skein`)).status, 404, 'what is no call is no page either');
});
