import t from 'tap';
import type { Caller } from '../../../platform/auth/caller.ts';
import { testClock } from '../../../platform/clock.ts';
import { loadConfig } from '../../../platform/config.ts';
import { exponentialPauseMs } from '../../../platform/limits/exponential-pause.ts';
import { memoryLimits } from '../../../platform/limits/memory.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { signInLimitSettings } from '../config/sign-in-limits.ts';
import { signInLimits } from './sign-in-limits.ts';

const clock = testClock();

const callerOf = (caller: Partial<Caller>): Caller => ({ role: 'user', address: '192.0.2.1', ...caller });

function limitsWith(env: Record<string, string>) {
  const { settings } = loadConfig({ settings: signInLimitSettings }, env);
  return signInLimits({ settings, store: memoryLimits(clock) });
}

t.test('strangers are limited by address and by handle, and so are sign-ups', async (t) => {
  const { stranger, signUp } = limitsWith({
    SKEIN_SIGN_INS_PER_ADDRESS: '3',
    SKEIN_SIGN_INS_PER_HANDLE: '2',
  });
  const here = callerOf({});
  await stranger(here, 'ada');
  await stranger(here, 'ADA');
  await t.rejects(
    stranger(here, 'Ada'),
    domainErrorLike('RATE_LIMITED', { retryAfterMs: 900_000 }),
    'by handle',
  );
  await t.rejects(stranger(here, 'grace'), domainErrorLike('RATE_LIMITED'), 'by address');
  await stranger(callerOf({ address: '192.0.2.2' }), 'grace');
  await t.rejects(
    stranger(callerOf({ address: '192.0.2.3' }), 'ada'),
    domainErrorLike('RATE_LIMITED'),
    'from another address too',
  );
  await signUp(here, 'ada');
  clock.advance(900_001);
  await stranger(here, 'ada');
});

t.test('each wrong attempt of a stranger makes all strangers wait longer', async (t) => {
  const { stranger } = limitsWith({});
  let machine = 0;
  const attempt = () => stranger(callerOf({ address: `192.0.2.${++machine}` }), 'ada');
  const pauses: (number | undefined)[] = [];
  for (let tried = 0; tried < 10; tried++) {
    const pauseMs = await (await attempt()).wrong();
    pauses.push(pauseMs);
    if (pauseMs === undefined) continue;
    await t.rejects(attempt(), domainErrorLike('RATE_LIMITED', { retryAfterMs: pauseMs }), 'too early');
    clock.advance(pauseMs);
  }
  const none = undefined;
  t.strictSame(pauses, [none, none, none, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]);
  await t.rejects(attempt(), domainErrorLike('RATE_LIMITED'), 'until the window ends');
  clock.advance(900_000);
  t.equal(await (await attempt()).wrong(), none);
  t.strictSame([exponentialPauseMs(1, 1), exponentialPauseMs(1_000, 1_000)], [1_000, 3_600_000]);
});

t.test('a known device and a session have their own limits, whatever strangers do', async (t) => {
  const { stranger, device, session } = limitsWith({
    SKEIN_SIGN_INS_PER_ADDRESS: '1',
    SKEIN_SIGN_INS_PER_HANDLE: '1',
    SKEIN_SIGN_INS_PER_DEVICE: '2',
    SKEIN_PASSWORDS_PER_SESSION: '3',
  });
  const here = callerOf({});
  await stranger(here, 'ada');
  await t.rejects(stranger(here, 'ada'), domainErrorLike('RATE_LIMITED'));
  const limited = domainErrorLike('RATE_LIMITED', { retryAfterMs: 900_000 });
  const laptop = { userId: '11', deviceId: 'laptop' };
  for (let i = 0; i < 2; i++) t.equal(await (await device(here, laptop)).wrong(), undefined);
  await t.rejects(device(here, laptop), limited);
  await device(here, { userId: '11', deviceId: 'phone' });
  await device(here, { userId: '12', deviceId: 'laptop' });
  for (let i = 0; i < 3; i++) await session(here, 's1');
  await t.rejects(session(here, 's1'), limited);
  await session(here, 's2');
  for (let i = 0; i < 17; i++) await device(here, { userId: '11', deviceId: `one of many ${i}` });
  await t.rejects(
    device(here, { userId: '11', deviceId: 'another' }),
    limited,
    'all devices of an account together',
  );
});

t.test('only an operator on this machine is exempt', async (t) => {
  const { signUp } = limitsWith({ SKEIN_SIGN_UPS_PER_ADDRESS: '1', SKEIN_SIGN_UPS_PER_HANDLE: '1' });
  const operator = { role: 'operator', userId: 'u1' } as const;
  const seeder = callerOf({ ...operator, address: '::1' });
  for (let i = 0; i < 5; i++) await signUp(seeder, 'seeded');
  for (const other of [
    { ...operator, address: '192.0.2.9' },
    { ...operator, address: '' },
    { role: 'user', userId: 'u1', address: '127.0.0.1' } as const,
  ]) {
    const { signUp: limited } = limitsWith({ SKEIN_SIGN_UPS_PER_ADDRESS: '1' });
    await limited(callerOf(other), 'one');
    await t.rejects(limited(callerOf(other), 'two'), domainErrorLike('RATE_LIMITED'), JSON.stringify(other));
  }
});
