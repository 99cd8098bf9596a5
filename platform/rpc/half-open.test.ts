import { once } from 'node:events';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';
import { createClient } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import { ProbeService } from '../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { until } from '../testing/until.ts';
import { probe } from './conformance/probe.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { hosted } from './host.ts';
import type { RequestBufferOptions } from './request-buffer-limit.ts';

const headers = {
  ':method': 'POST',
  ':path': `/${ProbeService.typeName}/Unary`,
  'content-type': 'application/grpc',
  te: 'trailers',
};

async function served(t: Test, limits: Partial<RequestBufferOptions> = {}) {
  const { impl } = probe();
  const requestBuffers = { maxMs: 60_000, maxBytes: 1 << 28, ...limits };
  const server = await grpcServer([hosted(ProbeService, impl)], { requestBuffers }).listen({
    bind: '127.0.0.1',
    port: 0,
  });
  const sessions: ClientHttp2Session[] = [];
  const transport = grpcTransport({ address: `127.0.0.1:${server.port}` });
  t.teardown(async () => {
    for (const session of sessions) session.destroy();
    transport.close();
    await server.close({ graceMs: 100 });
  });
  return {
    client: createClient(ProbeService, transport),
    async session() {
      const session = connect(`http://127.0.0.1:${server.port}`);
      session.on('error', () => {});
      sessions.push(session);
      await once(session, 'connect');
      return session;
    },
  };
}

/** Opens calls whose requests never end. */
function halfOpen(session: ClientHttp2Session, count: number) {
  const state = { open: count, statuses: [] as (string | undefined)[] };
  for (let n = 0; n < count; n++) {
    const stream = session.request(headers);
    const take = (got: IncomingHttpHeaders) => state.statuses.push(got['grpc-status'] as string | undefined);
    stream.on('error', () => {});
    stream.on('response', take);
    stream.on('close', () => (state.open -= 1));
    stream.resume();
  }
  return state;
}

t.test('half-open calls of one connection are bounded, and complete requests are served', async (t) => {
  const { client, session } = await served(t);
  const state = halfOpen(await session(), 1_000);
  await until('the others to end', () => state.open <= 128);
  t.equal(state.open, 128);
  t.ok(
    state.statuses.every((status) => status === '8'),
    'OVERLOADED',
  );
  t.equal((await client.unary({ text: 'a' })).text, 'a');
});

t.test('half-open calls of one address are bounded, and those of all', async (t) => {
  const { client, session } = await served(t, { maxCallsPerPeer: 200 });
  const states: ReturnType<typeof halfOpen>[] = [];
  for (let n = 0; n < 5; n++) states.push(halfOpen(await session(), 100));
  const open = (all: typeof states) => all.reduce((sum, state) => sum + state.open, 0);
  await until('the first to end', () => open(states) <= 200);
  t.equal((await client.unary({ text: 'a' })).text, 'a');

  const other = await served(t, { maxCalls: 200 });
  const others: typeof states = [];
  for (let n = 0; n < 5; n++) others.push(halfOpen(await other.session(), 100));
  await until('the first to end', () => open(others) <= 200);
  t.equal((await other.client.unary({ text: 'a' })).text, 'a');
});

t.test('many complete requests at once on one connection are not half-open', async (t) => {
  const { client } = await served(t);
  const answers = await Promise.all(Array.from({ length: 2_000 }, (_, n) => client.unary({ text: `${n}` })));
  t.equal(answers.length, 2_000);
});
