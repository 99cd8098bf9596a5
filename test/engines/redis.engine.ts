// Engines: redis
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import t from 'tap';
import { cacheConformance } from '../../platform/cache/conformance.ts';
import { redisCache } from '../../platform/cache/redis.ts';
import { loadConfig } from '../../platform/config.ts';
import { hostOf, portOf } from '../../platform/engines/settings.ts';
import { pausesConformance, rateLimiterConformance } from '../../platform/limits/conformance.ts';
import { redisLimits, redisPauses, redisRateLimiter } from '../../platform/limits/redis.ts';
import { redisClient } from '../../platform/redis/client.ts';
import { maxRegister } from '../../platform/redis/max-register.ts';
import { onNodeChange } from '../../platform/redis/node-changes.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { until } from '../../platform/testing/until.ts';
import { signInLimits } from '../../services/user/app/sign-in-limits.ts';
import { signInLimitSettings } from '../../services/user/config/sign-in-limits.ts';
import { passLives, redisOfTest, redisOfTests } from './redis.ts';

const { client, prefix } = redisOfTest(t);

t.test('cache', async (t) => {
  cacheConformance(t, async () => {
    const own = `${prefix}${randomUUID()}:`;
    const cache = redisCache({ client, prefix: own, tombstoneMs: 1_000 });
    return { cache, pass: (ms) => passLives(client, own, ms) };
  });
});

t.test('rate limiter', async (t) => {
  rateLimiterConformance(t, {
    create: (allowance) => redisRateLimiter({ client, name: `${prefix}${randomUUID()}`, ...allowance }),
    pass: (ms) => passLives(client, prefix, ms),
  });
});

t.test('pauses', async (t) => {
  pausesConformance(t, {
    create: () => redisPauses({ client, name: `${prefix}${randomUUID()}` }),
    pass: (ms) => passLives(client, prefix, ms),
  });
});

t.test('the limits of sign-in apply across two processes', async (t) => {
  const name = `${prefix}${randomUUID()}`;
  const { settings } = loadConfig({ settings: signInLimitSettings }, { SKEIN_SIGN_INS_PER_HANDLE: '3' });
  const [here, there] = [client, redisOfTest(t).client].map((each) =>
    signInLimits({ settings, store: redisLimits({ client: each, name }) }),
  );
  const caller = { role: 'user', address: '' } as const;
  await here!.stranger(caller, 'ada');
  const second = await there!.stranger(caller, 'ada');
  t.equal(await second.wrong(), 1_000);
  await t.rejects(here!.stranger(caller, 'ada'), domainErrorLike('RATE_LIMITED'), 'a pause begun there');
  const laptop = { userId: '11', deviceId: 'laptop' };
  for (let i = 0; i < 5; i++) for (const each of [here!, there!]) await each.device(caller, laptop);
  await t.rejects(here!.device(caller, laptop), domainErrorLike('RATE_LIMITED'));
  for (let i = 0; i < 5; i++) for (const each of [here!, there!]) await each.session(caller, 's1');
  await t.rejects(there!.session(caller, 's1'), domainErrorLike('RATE_LIMITED'));
});

t.test('two processes count together', async (t) => {
  const other = redisOfTest(t).client;
  const allowance = { name: `${prefix}${randomUUID()}`, points: 2, windowMs: 60_000 };
  const [here, there] = [client, other].map((each) => redisRateLimiter({ client: each, ...allowance }));
  t.match([await here!.take('a'), await there!.take('a')], [{ allowed: true }, { allowed: true }]);
  t.match([await here!.take('a'), await there!.take('a')], [{ allowed: false }, { allowed: false }]);
});

t.test('the highest number that processes store under a key is kept', async (t) => {
  const other = redisOfTest(t).client;
  const key = `${prefix}${randomUUID()}`;
  const [here, there] = [client, other].map((each) => maxRegister(each, key));
  t.equal(await here!.load(), undefined);
  t.same([await here!.raise(9), await there!.raise(7), await there!.raise(10)], [9, 9, 10]);
  t.equal(await here!.load(), 10);
});

t.test('a node that closed its connections is reported once it answers again', async (t) => {
  const own = redisOfTest(t).client;
  let changes = 0;
  t.teardown(onNodeChange(own, () => changes++));
  await Promise.all(own.nodes('master').map((node) => node.ping()));
  t.equal(changes, 0);
  const [node] = own.nodes('master');
  const id = await node!.client('ID');
  await node!.call('CLIENT', 'KILL', 'ID', String(id), 'SKIPME', 'no').catch(() => {});
  // A refresh of the nodes at the same time may report it again.
  await until('it is connected again', () => changes > 0);
  t.equal(await node!.ping(), 'PONG');
});

t.test('commands succeed again once Redis is back, however long it was down', async (t) => {
  const access = redisOfTests();
  const [node] = access.nodes;
  const way = createServer((socket) => {
    const onward = connect({ host: hostOf(node!), port: portOf(node!) });
    socket.pipe(onward).pipe(socket);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => {}).on('close', () => other.destroy());
    }
  });
  const listen = async (port: number) => once(way.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = way.address() as AddressInfo;
  way.close();
  const gone = redisClient({ ...access, nodes: [`127.0.0.1:${port}`] });
  t.teardown(() => gone.disconnect());
  await t.rejects(gone.exists('a'));
  await t.rejects(gone.exists('a'));
  await listen(port);
  t.teardown(() => way.close());
  await until('it answers again', async () => (await gone.exists('a').catch(() => -1)) === 0, 10_000);
});

t.test('a limiter without Redis counts for itself, and reports it', async (t) => {
  const gone = redisClient(redisOfTests());
  await gone.exists('a');
  gone.disconnect();
  const errors: unknown[] = [];
  const limiter = redisRateLimiter({
    client: gone,
    name: prefix,
    points: 1,
    windowMs: 60_000,
    onError: (error) => errors.push(error),
  });
  t.match([await limiter.take('a'), await limiter.take('a')], [{ allowed: true }, { allowed: false }]);
  t.equal(errors.length, 2);
});
