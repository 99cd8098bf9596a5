import { once } from 'node:events';
import { Socket } from 'node:net';
import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { addressKey, isLoopback } from './address.ts';
import { callLimitSettings, callLimits } from './call-limits.ts';
import { pausesConformance, rateLimiterConformance } from './conformance.ts';
import { boundConnections } from './connections.ts';
import { memoryPauses, memoryRateLimiter } from './memory.ts';
import { rateLimit } from './rate-limit.ts';
import { trustedProxies } from './trusted-proxies.ts';

const clock = testClock();

t.test('the memory adapter', async (t) => {
  rateLimiterConformance(t, {
    create: (allowance) => memoryRateLimiter({ ...allowance, clock }),
    pass: (ms) => clock.advance(ms),
  });
  pausesConformance(t, { create: () => memoryPauses({ clock }), pass: (ms) => clock.advance(ms) });
});

t.test('the memory adapter drops the least recently used keys instead of filling the memory', async (t) => {
  const limiter = memoryRateLimiter({ points: 1, windowMs: 60_000, maxKeys: 2 });
  for (const key of ['a', 'b', 'a', 'c']) await limiter.take(key);
  t.match(await limiter.take('a'), { allowed: false }, 'used of late');
  t.match(await limiter.take('b'), { allowed: true }, 'forgotten for c');
});

t.test('limits are counted in order, and none after a refusal', async (t) => {
  const address = memoryRateLimiter({ points: 2, windowMs: 1000, clock });
  const handle = memoryRateLimiter({ points: 3, windowMs: 1000, clock });
  const attempt = (from: string) =>
    rateLimit([
      { limiter: address, key: from },
      { limiter: handle, key: 'ada' },
    ]);
  await attempt('mallory');
  await attempt('mallory');
  for (let i = 0; i < 5; i++)
    await t.rejects(attempt('mallory'), domainErrorLike('RATE_LIMITED', { retryAfterMs: 1000 }));
  await attempt('ada');
  await t.rejects(attempt('ada'), domainErrorLike('RATE_LIMITED'), "the handle's own limit");
});

t.test('addresses are counted by the networks that are assigned together', async (t) => {
  t.equal(addressKey('192.0.2.1'), '192.0.2.1');
  t.equal(addressKey('::ffff:192.0.2.1'), '192.0.2.1');
  t.equal(addressKey('2001:db8:0:1:aaaa::1'), '2001:db8:0:1::/64');
  t.equal(addressKey('2001:DB8::1'), '2001:db8:0:0::/64');
  t.equal(addressKey('2001:db8::1:0:0:1'), '2001:db8:0:0::/64');
  t.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0::/64');
  t.equal(addressKey('::1'), '0:0:0:0::/64');
  t.equal(addressKey(''), '');
  for (const own of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) t.ok(isLoopback(own), own);
  for (const other of ['', '192.0.2.1', '::', '::2', 'localhost', '128.0.0.1', '127.0.0.1.evil.example']) {
    t.notOk(isLoopback(other), other);
  }
  fc.assert(
    fc.property(
      fc.ipV6(),
      (address) => addressKey(addressKey(address).replace('/64', '')) === addressKey(address),
    ),
  );
});

t.test('calls are counted by address and by user, but not by address for this machine', async (t) => {
  const env = { SKEIN_CALLS_PER_ADDRESS: '2', SKEIN_CALLS_PER_USER: '3' };
  const refused: string[] = [];
  const { settings } = loadConfig({ settings: callLimitSettings }, env);
  const limits = callLimits({ settings, clock, onRefused: (limit) => refused.push(limit) });
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1']) limits.address(address);
  t.throws(() => limits.address('192.0.2.1'), domainErrorLike('RATE_LIMITED', { retryAfterMs: 60_000 }));
  limits.address('192.0.2.2');
  for (let call = 0; call < 9; call++) limits.address('127.0.0.1');
  for (let call = 0; call < 3; call++) limits.user('ada');
  t.throws(() => limits.user('ada'), domainErrorLike('RATE_LIMITED', { retryAfterMs: 60_000 }));
  limits.user('bob');
  limits.user('eve', 2);
  limits.user('eve', 20);
  t.throws(() => limits.user('eve'), domainErrorLike('RATE_LIMITED'), 'the costly call was the last');
  clock.advance(60_001);
  limits.user('ada');
  limits.address('192.0.2.1');
  t.strictSame(refused, ['address', 'user', 'user']);
});

t.test('the open streams of a user, and of an anonymous address, are limited', async (t) => {
  const { settings } = loadConfig({ settings: callLimitSettings }, { SKEIN_STREAMS_PER_USER: '2' });
  const limits = callLimits({ settings, clock });
  const [end] = [limits.stream('ada', '192.0.2.1'), limits.stream('ada', '192.0.2.2')];
  t.throws(() => limits.stream('ada', '127.0.0.1'), domainErrorLike('RATE_LIMITED', { retryAfterMs: 5_000 }));
  limits.stream('bob', '192.0.2.1');
  end();
  limits.stream('ada', '192.0.2.1');
  for (const address of ['2001:db8::1', '2001:db8::2']) limits.stream(undefined, address);
  t.throws(() => limits.stream(undefined, '2001:db8::3'), domainErrorLike('RATE_LIMITED'));
  for (let stream = 0; stream < 9; stream++) limits.stream(undefined, '127.0.0.1');
});

t.test(
  'the connections of an address are limited; this machine and trusted proxies are exempt',
  async (t) => {
    const connected = boundConnections(2, trustedProxies(['10.0.0.0/8']));
    const open = (remoteAddress: string) => {
      const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
      connected(socket);
      return socket;
    };
    const [first, second, third] = ['192.0.2.1', '192.0.2.1', '192.0.2.1'].map(open);
    t.strictSame([first!.destroyed, second!.destroyed, third!.destroyed], [false, false, true]);
    t.notOk(open('192.0.2.2').destroyed);
    for (const free of ['127.0.0.1', '10.1.2.3']) {
      for (let each = 0; each < 4; each++) t.notOk(open(free).destroyed, free);
    }
    first!.destroy();
    await once(first!, 'close');
    t.notOk(open('192.0.2.1').destroyed, 'one is closed');
  },
);
