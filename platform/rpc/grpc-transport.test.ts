import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Code, type ConnectError, createClient } from '@connectrpc/connect';
import t from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { reasonOf } from '../errors.ts';
import { settle, until } from '../testing/until.ts';
import { drain, each, errorOf } from './conformance/outcomes.ts';
import { deafText, probe } from './conformance/probe.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';
import { hostilePeer, talks } from './testing/hostile-peers.ts';

/** A proxy to a port that can be cut, as a dying process would cut it. */
async function cable(port: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      server.close();
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
}

for (const dependency of [true, false]) {
  const what = dependency ? 'DEPENDENCY_UNAVAILABLE, without an address' : 'UNAVAILABLE without a reason';
  t.test(`who goes away during a call or is not there is ${what}`, async (t) => {
    const { impl, witness } = probe();
    const server = await grpcServer([hosted(ProbeService, impl)]).listen({ bind: '127.0.0.1', port: 0 });
    const { address, cut } = await cable(server.port);
    const transport = grpcTransport({ address, dependency });
    const client = createClient(ProbeService, transport);
    const hang = { hang: true };
    const running = [
      errorOf(client.unary({ behavior: hang })),
      errorOf(client.clientStream(each({ behavior: hang }))),
      drain(client.serverStream({ behavior: hang, count: 1 })).then(({ error }) => error),
    ];
    await until('all to start', () => witness.started === 3);
    cut();
    const errors = await Promise.all(running);
    errors.push(await errorOf(client.unary({})), (await drain(client.serverStream({ count: 1 }))).error);
    for (const error of errors as ConnectError[]) {
      t.equal(error.code, Code.Unavailable);
      t.equal(reasonOf(error), dependency ? 'DEPENDENCY_UNAVAILABLE' : undefined);
      if (dependency) t.equal(error.rawMessage, 'skein.probe.mesh.v1.ProbeService does not answer');
    }
    transport.close();
    await server.close({ graceMs: 0 });
  });
}

t.test('a closed channel lets running calls end, and accepts no others', async (t) => {
  const { impl, witness } = probe();
  const closed: string[] = [];
  const server = await grpcServer([hosted(ProbeService, impl)], {
    connected: (socket) => socket.on('close', () => closed.push('socket')),
  }).listen({ bind: '127.0.0.1', port: 0 });
  const transport = grpcTransport({ address: `ipv4:127.0.0.1:${server.port}`, balance: true });
  const client = createClient(ProbeService, transport);
  const stopping = new AbortController();
  const stream = drain(
    client.serverStream({ behavior: { hang: true }, count: 1 }, { signal: stopping.signal }),
  );
  const slow = client.unary({ text: deafText });
  await until('both to start', () => witness.started === 2);
  transport.close();
  witness.release();
  t.equal((await slow).text, deafText);
  const later = (await errorOf(client.unary({}))) as ConnectError;
  t.equal(later.code, Code.Unavailable);
  t.strictSame(closed, [], 'a stream still runs');
  stopping.abort();
  t.equal(((await stream).error as ConnectError).code, Code.Canceled);
  await until('the connection to end', () => closed.length === 1);
  await server.close({ graceMs: 0 });
});

t.test('a response whose connection ends before it is read ends as UNAVAILABLE', async (t) => {
  const ends = [
    'closes the connection behind unread messages',
    'breaks the protocol behind unread messages and hangs',
    'sends GOAWAY behind unread messages, then one with an error, and hangs',
  ] as const;
  for (const what of ends) {
    const peer = await hostilePeer(talks[what], AbortSignal.abort());
    const transport = grpcTransport({ address: `127.0.0.1:${peer.port}` });
    const reader = createClient(ProbeService, transport).serverStream({})[Symbol.asyncIterator]();
    t.notOk((await reader.next()).done, `${what}: its first message arrives`);
    await settle(100);
    let error: ConnectError | undefined;
    drain({ [Symbol.asyncIterator]: () => reader }).then((rest) => (error = rest.error));
    await until(`the call to end that ${what}`, () => error !== undefined);
    t.equal(error?.code, Code.Unavailable, what);
    transport.close();
    peer.close();
  }
});
