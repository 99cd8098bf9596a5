import { connect } from 'node:http2';
import t from 'tap';
import { clientSocket } from '../../edge/gateway/testing/client-socket.ts';
import { enveloped } from '../../platform/rpc/envelope.ts';
import { until } from '../../platform/testing/until.ts';
import { password, runNetwork } from './network.ts';

const getUser = '/skein.user.v1.UserService/GetUser';
const batch = '/skein.user.v1.UserService/BatchGetUsers';
const unknown = '/skein.user.v1.UserService/NoSuchMethod';
const broken = Buffer.from('\n\x05a', 'latin1');
const tooLarge = Buffer.alloc(70_000);
const tooMany = Buffer.from('\n\0'.repeat(3_000), 'latin1');
const unpacked = Buffer.from('no gzip at all');

async function grpc(address: string, path: string, body: Buffer, headers: Record<string, string> = {}) {
  const session = connect(`http://${address}`);
  const base = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  const stream = session.request({ ...base, ...headers });
  stream.on('error', () => {});
  stream.resume().end(body);
  await new Promise((closed) => stream.once('close', closed));
  session.destroy();
}

async function http(url: string, type: string, body: Buffer, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: new Uint8Array(body),
  });
  await answer.arrayBuffer();
}

t.test(
  'each call that a listener refuses before reading is counted once, by listener and reason',
  async (t) => {
    const { grpcAddress, httpUrl, as, close } = await runNetwork(t.testdir());
    t.teardown(close);
    const { tokens } = await as().auth.signUp({ handle: 'ada', password });

    await grpc(grpcAddress, getUser, enveloped(0, broken));
    await grpc(grpcAddress, getUser, enveloped(1, unpacked), { 'grpc-encoding': 'gzip' });
    await grpc(grpcAddress, getUser, enveloped(0, tooLarge));
    await grpc(grpcAddress, batch, enveloped(0, tooMany));
    await grpc(grpcAddress, getUser, Buffer.alloc(0));
    await grpc(grpcAddress, unknown, enveloped(0, Buffer.alloc(0)));
    await grpc(grpcAddress, getUser, enveloped(0, Buffer.alloc(0)), { 'content-type': 'text/html' });
    await t.rejects(as().users.getUser({}), /required/, 'what interceptors refuse is among the calls');

    const proto = 'application/proto';
    await http(`${httpUrl}${getUser}`, proto, broken);
    await http(`${httpUrl}${getUser}`, 'application/json', Buffer.from('{'));
    await http(`${httpUrl}${getUser}`, 'application/grpc-web+proto', enveloped(0, broken));
    await (await fetch(`${httpUrl}${getUser}?connect=v1&encoding=json&message={`)).arrayBuffer();
    await http(`${httpUrl}${getUser}`, proto, tooLarge);
    await http(`${httpUrl}${batch}`, 'application/grpc-web+proto', enveloped(0, tooMany));
    await http(`${httpUrl}${getUser}`, proto, broken, { 'content-encoding': 'br' });
    await http(`${httpUrl}${unknown}`, proto, broken);
    await http(`${httpUrl}${getUser}`, 'text/html', broken);
    await (await fetch(`${httpUrl}${getUser}`, { method: 'PUT' })).arrayBuffer();
    await http(`${httpUrl}${getUser}`, 'application/json', Buffer.from('{}'));

    await t.rejects(clientSocket(`${httpUrl}/ws`, undefined, { protocols: ['other'] }), /400/);
    await (await clientSocket(`${httpUrl}/ws`)).closed();
    const socket = await clientSocket(`${httpUrl}/ws`, tokens!.accessToken);
    socket.send({ type: 'subscribe', id: 'a', stream: 'weather' });
    socket.send({ type: 'subscribe', id: 'b', stream: 'home', request: { resumeToken: 7 } });
    await until('both ends', () => socket.end('a') !== undefined && socket.end('b') !== undefined);
    socket.send({ type: 'nonsense' });
    await socket.closed();

    const figures = await (await fetch(`${httpUrl}/metrics`)).text();
    const counted = [...figures.matchAll(/^skein_rpc_refused_total\{door="(\w+)",reason="(\w+)"\} (\d+)$/gm)];
    t.same(
      Object.fromEntries(
        counted.map(([, listener, reason, count]) => [`${listener} ${reason}`, Number(count)]),
      ),
      {
        'grpc MESSAGE_MALFORMED': 2,
        'grpc MESSAGE_TOO_LARGE': 1,
        'grpc FIELD_INVALID': 1,
        'grpc UNIMPLEMENTED': 2,
        'grpc HTTP_415': 1,
        'http MESSAGE_MALFORMED': 4,
        'http MESSAGE_TOO_LARGE': 1,
        'http FIELD_INVALID': 1,
        'http UNIMPLEMENTED': 2,
        'http HTTP_415': 1,
        'http HTTP_405': 1,
        'socket HTTP_400': 1,
        'socket TOKEN_MISSING': 1,
        'socket NOT_FOUND': 1,
        'socket MESSAGE_MALFORMED': 2,
      },
    );
    const started = /^skein_rpc_started_total\{method="skein.user.v1.UserService\/GetUser"\} (\d+)$/m.exec(
      figures,
    );
    t.equal(started?.[1], '2', 'they are not among the started ones');
  },
);
