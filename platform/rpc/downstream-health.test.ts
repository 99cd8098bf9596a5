import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from '../../gen/ts/grpc/health/v1/health_pb.ts';
import { systemClock, testClock } from '../clock.ts';
import { settle, until } from '../testing/until.ts';
import { downstreamHealth } from './downstream-health.ts';
import { grpcServer } from './grpc-server.ts';
import { grpcTransport } from './grpc-transport.ts';
import { health } from './health.ts';
import { hosted } from './host.ts';
import { inProcessTransport } from './in-process.ts';

/** A service in one process, and how often it was asked. */
function answering(answer: () => Promise<ServingStatus> | ServingStatus) {
  const asked = { times: 0 };
  const check = async () => {
    asked.times++;
    return { status: await answer() };
  };
  return { asked, transport: inProcessTransport([hosted(Health, { check })]) };
}
const never = () => new Promise<never>(() => {});
const refusing = (code: Code) => () => {
  throw new ConnectError('no', code);
};

t.test('a service that is down, drains or hangs does not answer; one that refuses a call does', async (t) => {
  const clock = testClock();
  const looked = downstreamHealth(
    new Map([
      ['well', answering(() => ServingStatus.SERVING).transport],
      ['draining', answering(() => ServingStatus.NOT_SERVING).transport],
      ['away', answering(refusing(Code.Unavailable)).transport],
      ['hanging', answering(never).transport],
      ['busy', answering(refusing(Code.ResourceExhausted)).transport],
    ]),
    clock,
  )();
  await settle();
  clock.advance(250);
  await settle();
  clock.advance(550);
  t.strictSame(await looked, { answering: ['well', 'busy'], silent: ['draining', 'away', 'hanging'] });
});

t.test('of two processes, a hanging one does not decide for the other', async (t) => {
  const clock = testClock();
  let turn = 0;
  const { transport } = answering(() => (turn++ === 0 ? never() : ServingStatus.SERVING));
  const looked = downstreamHealth(new Map([['post', transport]]), clock)();
  await settle();
  clock.advance(250);
  t.strictSame(await looked, { answering: ['post'], silent: [] });
  await settle();
  t.equal(turn, 2);
});

t.test('an answer that arrived while this process was suspended counts', async (t) => {
  const clock = testClock();
  const { transport } = answering(
    () => new Promise((resolve) => setImmediate(() => resolve(ServingStatus.SERVING))),
  );
  const looked = downstreamHealth(new Map([['post', transport]]), clock)();
  await Promise.resolve();
  clock.advance(60_000);
  t.strictSame(await looked, { answering: ['post'], silent: [] });
});

t.test('a service is asked at most once a second, and not at all without a caller', async (t) => {
  const clock = testClock();
  const { asked, transport } = answering(() => ServingStatus.SERVING);
  const look = downstreamHealth(new Map([['post', transport]]), clock);
  t.equal(asked.times, 0);
  await Promise.all([look(), look()]);
  clock.advance(999);
  await look();
  t.equal(asked.times, 1);
  clock.advance(1);
  await look();
  t.equal(asked.times, 2);
  t.equal(clock.pending(), 1);
});

t.test('over real channels: a process ends and comes back, and a hanging one delays nobody', async (t) => {
  const status = health([]);
  status.set('', true);
  const serve = (port: number) => grpcServer([status.hosted]).listen({ bind: '127.0.0.1', port });
  const first = await serve(0);
  const sockets: Socket[] = [];
  const hanging = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(hanging, 'listening');
  const channels = new Map(
    [first.port, (hanging.address() as AddressInfo).port].map((port, index) => [
      index === 0 ? 'post' : 'graph',
      grpcTransport({ address: `ipv4:127.0.0.1:${port}`, balance: true, dependency: true }),
    ]),
  );
  t.teardown(() => {
    for (const channel of channels.values()) channel.close();
    for (const socket of sockets) socket.destroy();
    hanging.close();
  });
  const look = downstreamHealth(channels, systemClock);
  const beganMs = performance.now();
  t.strictSame(await look(), { answering: ['post'], silent: ['graph'] });
  t.ok(performance.now() - beganMs < 5_000, 'it is bounded');
  await first.close({ graceMs: 0 });
  await until('the end to be seen', async () => (await look()).silent.includes('post'));
  const second = await serve(first.port);
  await until('the return to be seen', async () => (await look()).answering.includes('post'));
  await second.close({ graceMs: 0 });
});
