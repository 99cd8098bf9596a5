import { createClient } from '@connectrpc/connect';
import t, { type Test } from 'tap';
import { ProbeService } from '../../../gen/ts/skein/probe/mesh/v1/probe_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { closers as closerStack } from '../../../platform/lifecycle.ts';
import { deafText, probe } from '../../../platform/rpc/conformance/probe.ts';
import { grpcServer } from '../../../platform/rpc/grpc-server.ts';
import { grpcTransport } from '../../../platform/rpc/grpc-transport.ts';
import { hosted } from '../../../platform/rpc/host.ts';
import { settle, until } from '../../../platform/testing/until.ts';
import { replicasAt } from './replicas.ts';

/** A process of a service, with the number of its connections. */
async function running(t: Test) {
  const { impl, witness } = probe();
  const state = { connections: 0 };
  const server = await grpcServer([hosted(ProbeService, impl)], {
    connected(socket) {
      state.connections++;
      socket.on('close', () => state.connections--);
    },
  }).listen({ bind: '127.0.0.1', port: 0 });
  t.teardown(() => server.close({ graceMs: 0 }));
  return { address: `127.0.0.1:${server.port}`, witness, state };
}

/** The processes behind one DNS name. Tests change them. */
function named(processes: readonly string[]) {
  const clock = testClock();
  const closers = closerStack(clock);
  const dns: { answer: () => Promise<readonly string[]> } = { answer: async () => processes };
  const opened: string[] = [];
  const replicas = replicasAt(['post.skein:50063'], {
    open(address) {
      opened.push(address);
      const channel = grpcTransport({ address: `ipv4:${address}`, balance: true, dependency: true });
      return { transport: channel, close: () => channel.close() };
    },
    clock,
    closers,
    processesOf: () => dns.answer(),
  });
  const lookUp = async () => {
    clock.advance(5_000);
    await settle();
  };
  return {
    clock,
    closers,
    dns,
    opened,
    replicas,
    lookUp,
    addresses: () => replicas().map(({ address }) => address),
  };
}

t.test('the channel of a process that DNS no longer lists closes once its calls have ended', async (t) => {
  const [kept, removed] = [await running(t), await running(t)];
  const { closers, dns, opened, replicas, lookUp, addresses } = named([kept.address, removed.address]);
  t.teardown(() => closers.close());
  await settle();
  t.strictSame(addresses(), [kept.address, removed.address]);
  const [toKept, toRemoved] = replicas().map(({ transport }) => createClient(ProbeService, transport));
  await toKept!.unary({});
  const slow = toRemoved!.unary({ text: deafText });
  await until('the call to run', () => removed.witness.started === 1);

  dns.answer = async () => [kept.address];
  await lookUp();
  t.strictSame(addresses(), [kept.address]);
  await t.rejects(
    toRemoved!.unary({}),
    /does not answer/,
    'a call through the old channel fails as for any process that does not answer',
  );
  t.equal(removed.state.connections, 1);
  removed.witness.release();
  t.equal((await slow).text, deafText);
  await until('the connection to end', () => removed.state.connections === 0);
  await toKept!.unary({});
  t.equal(kept.state.connections, 1);

  dns.answer = async () => [kept.address, removed.address];
  await lookUp();
  await createClient(ProbeService, replicas()[1]!.transport).unary({});
  t.strictSame(
    opened,
    [kept.address, removed.address, removed.address],
    'known processes keep their channels',
  );
});

t.test('while DNS does not answer, the known processes stay', async (t) => {
  const { closers, dns, lookUp, addresses } = named(['127.0.0.1:1']);
  await settle();
  dns.answer = async () => {
    throw new Error('ENOTFOUND');
  };
  await lookUp();
  t.strictSame(addresses(), ['127.0.0.1:1']);
  dns.answer = async () => ['127.0.0.1:2'];
  await lookUp();
  t.strictSame(addresses(), ['127.0.0.1:2']);
  await closers.close();
});

t.test('after close, no channel is opened and no name is looked up', async (t) => {
  const { clock, closers, dns, opened, lookUp, addresses } = named(['127.0.0.1:1']);
  await settle();
  const late = Promise.withResolvers<string[]>();
  dns.answer = () => late.promise;
  await lookUp();
  await closers.close();
  late.resolve(['127.0.0.1:2']);
  await settle();
  t.strictSame([addresses(), opened, clock.pending()], [[], ['127.0.0.1:1'], 0]);
});

t.test('a channel to a process has the DNS name as its authority; an address has none', async (t) => {
  const opened: (string | undefined)[][] = [];
  const options = {
    open(...channel: [string, string | undefined]) {
      opened.push(channel);
      return { transport: grpcTransport({ address: 'ipv4:127.0.0.1:1' }), close() {} };
    },
    clock: testClock(),
    closers: closerStack(),
    processesOf: async () => ['127.0.0.1:1', '127.0.0.1:2'],
  };
  replicasAt(['post.skein:50063'], options);
  await settle();
  replicasAt(['127.0.0.1:3'], options);
  t.strictSame(opened, [
    ['127.0.0.1:1', 'post.skein:50063'],
    ['127.0.0.1:2', 'post.skein:50063'],
    ['127.0.0.1:3', undefined],
  ]);
  await options.closers.close();
});
