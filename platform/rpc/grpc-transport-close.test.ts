import { createHook } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import http2, { type ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { createClient } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { settle, until } from '../testing/until.ts';
import { drain, errorOf } from './conformance/outcomes.ts';
import { type GrpcTransport, grpcTransport } from './grpc-transport.ts';
import { fullBacklog } from './testing/full-backlog.ts';
import { type HostilePeer, hostilePeer, talks } from './testing/hostile-peers.ts';

/** What clients of this process opened: connections, sessions, and the timers that have not ended. */
function opened(t: Test) {
  const sockets: Socket[] = [];
  const sessions: ClientHttp2Session[] = [];
  const timers = new Set<number>();
  const keep = (message: unknown) => sockets.push((message as { socket: Socket }).socket);
  subscribe('net.client.socket', keep);
  const { connect } = http2;
  http2.connect = ((...args: Parameters<typeof connect>) => {
    const session = connect(...args);
    sessions.push(session);
    return session;
  }) as typeof connect;
  const hook = createHook({
    init: (id, type) => type === 'Timeout' && timers.add(id),
    destroy: (id) => timers.delete(id),
  }).enable();
  t.teardown(() => {
    unsubscribe('net.client.socket', keep);
    http2.connect = connect;
    hook.disable();
  });
  return { sockets, sessions, timers };
}

/** Calls of every kind; request streams send as much as the peer takes. */
function callAll(transport: GrpcTransport, signal: AbortSignal): Promise<unknown> {
  const client = createClient(ProbeService, transport);
  return Promise.allSettled([
    client.unary({}, { signal }),
    drain(client.serverStream({}, { signal })),
    client.clientStream(endlessly({ payload: new Uint8Array(60_000) }), { signal }),
    drain(client.bidiStream(endlessly({ text: 'a'.repeat(60_000) }), { signal })),
  ]);
}

async function* endlessly<T>(message: T): AsyncGenerator<T> {
  for (;;) yield message;
}

type Closing = (transport: GrpcTransport, peer: HostilePeer) => Promise<void>;

/** Closes at a moment of the first calls, and then cancels them. */
function closing(moment: (peer: HostilePeer) => Promise<void>): Closing {
  return async (transport, peer) => {
    const leaving = new AbortController();
    const calls = callAll(transport, leaving.signal);
    await moment(peer);
    transport.close();
    leaving.abort();
    await calls;
  };
}

const closings: Readonly<Record<string, Closing>> = {
  'as the calls start': closing(async () => {}),
  'a turn later': closing(() => settle(1)),
  'while it connects': closing((peer) => until('a connection', () => peer.accepted > 0)),
  'during the calls': closing(() => settle(30)),
  async 'after the calls'(transport) {
    const leaving = new AbortController();
    const calls = callAll(transport, leaving.signal);
    await settle(30);
    leaving.abort();
    await calls;
    transport.close();
  },
  async 'before a response is read'(transport) {
    const leaving = new AbortController();
    const stream = createClient(ProbeService, transport).serverStream({}, { signal: leaving.signal });
    const reader = stream[Symbol.asyncIterator]();
    const first = reader.next().catch(() => {});
    await settle(30);
    transport.close();
    leaving.abort();
    await first;
    await drain({ [Symbol.asyncIterator]: () => reader });
  },
};

t.test('a closed transport leaves no connection, session or timer, whatever its peer does', async (t) => {
  const { sockets, sessions, timers } = opened(t);
  const names = Object.keys(talks) as (keyof typeof talks)[];
  const cases = new Map<number | undefined, string>();
  const close = async (what: keyof typeof talks, when: string, balance: boolean) => {
    const closed = new AbortController();
    const peer = await hostilePeer(talks[what], closed.signal);
    t.teardown(() => peer.close());
    cases.set(peer.port, `a peer that ${what}, closed ${when}`);
    const transport = grpcTransport({ address: `127.0.0.1:${peer.port}`, balance });
    await closings[when]!(transport, peer);
    closed.abort();
  };
  // One connection or a balanced one, in turn: either meets half of the moments.
  for (const [round, when] of Object.keys(closings).entries())
    await Promise.all(names.map((what, index) => close(what, when, (round + index) % 2 === 0)));

  const left = () => sockets.filter((socket) => !socket.destroyed);
  await until('all connections to end', () => left().length === 0, 60_000).catch(() => {});
  t.strictSame([...new Set(left().map(({ remotePort }) => cases.get(remotePort)))], []);
  t.ok(sockets.length > 100, `most cases connect: ${sockets.length}`);
  await until(
    'all sessions to end',
    () => sessions.every(({ destroyed, socket }) => destroyed && socket === undefined),
    60_000,
  );
  await until('the timers to end', () => timers.size === 0, 60_000);
});

t.test('a transport that is closed in the TCP handshake leaves no connection', async (t) => {
  const { sockets } = opened(t);
  const { port, close } = await fullBacklog();
  t.teardown(close);
  const before = sockets.length;
  const transport = grpcTransport({ address: `127.0.0.1:${port}` });
  const call = errorOf(createClient(ProbeService, transport).unary({}));
  await until('a connection', () => sockets.length > before);
  transport.close();
  await call;
  t.equal(sockets.length, before + 1);
  await until('it to end', () => sockets.at(-1)!.destroyed);
});
