import { once } from 'node:events';
import { Socket } from 'node:net';
import { createContextValues } from '@connectrpc/connect';
import fc from 'fast-check';
import t from 'tap';
import { type Caller, callerKey } from '../auth/caller.ts';
import { testClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { refusal } from '../testing/refusal.ts';
import { addressKey, isLoopback } from './address.ts';
import { callLimitSettings, callLimits } from './call-limits.ts';
import { pausesConformance, rateLimiterConformance } from './conformance.ts';
import { boundConnections } from './connections.ts';
import { growingPauseMs } from './growing-pause.ts';
import { memoryLimits, memoryPauses, memoryRateLimiter } from './memory.ts';
import { rateLimit } from './rate-limit.ts';
import { signInLimitSettings, signInLimits } from './sign-in-limits.ts';
import { trustedProxies } from './trusted-proxies.ts';

const clock = testClock();

t.test('the memory adapter', async (t) => {
  rateLimiterConformance(t, {
    create: (allowance) => memoryRateLimiter({ ...allowance, clock }),
    pass: (ms) => clock.advance(ms),
  });
  pausesConformance(t, { create: () => memoryPauses({ clock }), pass: (ms) => clock.advance(ms) });
});

t.test('the memory adapter forgets the longest unused keys rather than fill the memory', async (t) => {
  const limiter = memoryRateLimiter({ points: 1, windowMs: 60_000, maxKeys: 2 });
  for (const key of ['a', 'b', 'a', 'c']) await limiter.take(key);
  t.match(await limiter.take('a'), { allowed: false }, 'used of late');
  t.match(await limiter.take('b'), { allowed: true }, 'forgotten for c');
});

t.test('limits are taken in order, and none after a refusal', async (t) => {
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
    await t.rejects(attempt('mallory'), refusal('RATE_LIMITED', { retryAfterMs: 1000 }));
  await attempt('ada');
  await t.rejects(attempt('ada'), refusal('RATE_LIMITED'), "the handle's own limit");
});

function contextOf(caller: Partial<Caller>) {
  const values = createContextValues();
  return { values: values.set(callerKey, { role: 'user', address: '192.0.2.1', ...caller }) };
}

function limitsWith(env: Record<string, string>) {
  const { settings } = loadConfig({ settings: signInLimitSettings }, env);
  return signInLimits({ settings, store: memoryLimits(clock) });
}

t.test('strangers are limited by address and by handle, and so are sign-ups', async (t) => {
  const { stranger, signUp } = limitsWith({
    SKEIN_SIGN_INS_PER_ADDRESS: '3',
    SKEIN_SIGN_INS_PER_HANDLE: '2',
  });
  const here = contextOf({});
  await stranger(here, 'ada');
  await stranger(here, 'ADA');
  await t.rejects(stranger(here, 'Ada'), refusal('RATE_LIMITED', { retryAfterMs: 900_000 }), 'by handle');
  await t.rejects(stranger(here, 'grace'), refusal('RATE_LIMITED'), 'by address');
  await stranger(contextOf({ address: '192.0.2.2' }), 'grace');
  await t.rejects(
    stranger(contextOf({ address: '192.0.2.3' }), 'ada'),
    refusal('RATE_LIMITED'),
    'from elsewhere too',
  );
  await signUp(here, 'ada');
  clock.advance(900_001);
  await stranger(here, 'ada');
});

t.test('wrong attempts of strangers make all of them wait, longer each time', async (t) => {
  const { stranger } = limitsWith({});
  let machine = 0;
  const attempt = () => stranger(contextOf({ address: `192.0.2.${++machine}` }), 'ada');
  const told: (number | undefined)[] = [];
  for (let tried = 0; tried < 10; tried++) {
    const pauseMs = await (await attempt()).wrong();
    told.push(pauseMs);
    if (pauseMs === undefined) continue;
    await t.rejects(attempt(), refusal('RATE_LIMITED', { retryAfterMs: pauseMs }), 'too early');
    clock.advance(pauseMs);
  }
  const none = undefined;
  t.strictSame(told, [none, none, none, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
  await t.rejects(attempt(), refusal('RATE_LIMITED'), 'until the window ends');
  clock.advance(900_000);
  t.equal(await (await attempt()).wrong(), none);
  t.strictSame([growingPauseMs(1, 1), growingPauseMs(1_000, 1_000)], [1_000, 3_600_000]);
});

t.test('a known device and a session have limits of their own, whatever strangers do', async (t) => {
  const { stranger, device, session } = limitsWith({
    SKEIN_SIGN_INS_PER_ADDRESS: '1',
    SKEIN_SIGN_INS_PER_HANDLE: '1',
    SKEIN_SIGN_INS_PER_DEVICE: '2',
    SKEIN_PASSWORDS_PER_SESSION: '3',
  });
  const here = contextOf({});
  await stranger(here, 'ada');
  await t.rejects(stranger(here, 'ada'), refusal('RATE_LIMITED'));
  const limited = refusal('RATE_LIMITED', { retryAfterMs: 900_000 });
  const laptop = { userId: '11', deviceId: 'laptop' };
  for (let i = 0; i < 2; i++) t.equal(await (await device(here, laptop)).wrong(), undefined);
  await t.rejects(device(here, laptop), limited);
  await device(here, { userId: '11', deviceId: 'phone' });
  await device(here, { userId: '12', deviceId: 'laptop' });
  for (let i = 0; i < 3; i++) await session(here, 's1');
  await t.rejects(session(here, 's1'), limited);
  await session(here, 's2');
  for (let i = 0; i < 17; i++) await device(here, { userId: '11', deviceId: `one of many ${i}` });
  await t.rejects(device(here, { userId: '11', deviceId: 'another' }), limited, 'all of an account together');
});

t.test('an operator on this machine is not limited, and nobody else is spared', async (t) => {
  const { signUp } = limitsWith({ SKEIN_SIGN_UPS_PER_ADDRESS: '1', SKEIN_SIGN_UPS_PER_HANDLE: '1' });
  const operator = { role: 'operator', userId: 'u1' } as const;
  const seeder = contextOf({ ...operator, address: '::1' });
  for (let i = 0; i < 5; i++) await signUp(seeder, 'seeded');
  for (const other of [
    { ...operator, address: '192.0.2.9' },
    { ...operator, address: '' },
    { role: 'user', userId: 'u1', address: '127.0.0.1' } as const,
  ]) {
    const { signUp: limited } = limitsWith({ SKEIN_SIGN_UPS_PER_ADDRESS: '1' });
    await limited(contextOf(other), 'one');
    await t.rejects(limited(contextOf(other), 'two'), refusal('RATE_LIMITED'), JSON.stringify(other));
  }
});

t.test('addresses are counted as networks hand them out', async (t) => {
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

t.test('calls are counted by address and by person, but not those of this machine by address', async (t) => {
  const env = { SKEIN_CALLS_PER_ADDRESS: '2', SKEIN_CALLS_PER_USER: '3' };
  const refused: string[] = [];
  const { settings } = loadConfig({ settings: callLimitSettings }, env);
  const limits = callLimits({ settings, clock, refused: (limit) => refused.push(limit) });
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1']) limits.address(address);
  t.throws(() => limits.address('192.0.2.1'), refusal('RATE_LIMITED', { retryAfterMs: 60_000 }));
  limits.address('192.0.2.2');
  for (let call = 0; call < 9; call++) limits.address('127.0.0.1');
  for (let call = 0; call < 3; call++) limits.user('ada');
  t.throws(() => limits.user('ada'), refusal('RATE_LIMITED', { retryAfterMs: 60_000 }));
  limits.user('bob');
  clock.advance(60_001);
  limits.user('ada');
  limits.address('192.0.2.1');
  t.strictSame(refused, ['address', 'user']);
});

t.test('a person, and an address that names nobody, has so many streams open at a time', async (t) => {
  const { settings } = loadConfig({ settings: callLimitSettings }, { SKEIN_STREAMS_PER_USER: '2' });
  const limits = callLimits({ settings, clock });
  const [end] = [limits.stream('ada', '192.0.2.1'), limits.stream('ada', '192.0.2.2')];
  t.throws(() => limits.stream('ada', '127.0.0.1'), refusal('RATE_LIMITED', { retryAfterMs: 5_000 }));
  limits.stream('bob', '192.0.2.1');
  end();
  limits.stream('ada', '192.0.2.1');
  for (const address of ['2001:db8::1', '2001:db8::2']) limits.stream(undefined, address);
  t.throws(() => limits.stream(undefined, '2001:db8::3'), refusal('RATE_LIMITED'));
  for (let stream = 0; stream < 9; stream++) limits.stream(undefined, '127.0.0.1');
});

t.test(
  'an address has so many connections at a time; this machine and trusted proxies have more',
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
