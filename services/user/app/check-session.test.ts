import { pino } from 'pino';
import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { newAccount } from '../domain/account.ts';
import { newSession, type Session } from '../domain/session.ts';
import type { UserStore } from '../ports.ts';
import { checkSession } from './check-session.ts';
import type { AppContext } from './context.ts';

/** A session of generation 3 in a store whose writes can fail. */
function checked(clock = testClock()) {
  const nowMs = clock.nowMs();
  let session: Session = {
    ...newSession({ id: 's', userId: '1', deviceName: '', createdAtMs: nowMs, expiresAtMs: nowMs + 60_000 }),
    generation: 3,
  };
  const writes: number[] = [];
  let fails = false;
  const account = newAccount({
    id: '1',
    handle: 'ada',
    displayName: '',
    email: '',
    region: '',
    createdAtMs: nowMs,
  });
  const store: Partial<UserStore> = {
    session: async () => ({ session, account }),
    async useGeneration(_id, generation, atMs) {
      writes.push(generation);
      if (fails) throw new Error('the disk is full');
      session = { ...session, usedAtMs: atMs };
      return true;
    },
  };
  const context: Partial<AppContext> = {
    store: store as UserStore,
    clock,
    log: pino({ level: 'silent' }),
    lastSeen: { saw: () => {} },
  };
  const check = checkSession(context as AppContext);
  return {
    writes,
    fail: (now: boolean) => {
      fails = now;
    },
    show: (generation: number) => check('s', generation),
  };
}

t.test('the first use of the current generation is one write; other uses write nothing', async (t) => {
  const { show, writes } = checked();
  for (const generation of [0, 2, 3, 3, 2, 3]) t.match(await show(generation), { open: true });
  t.strictSame(writes, [3]);
});

t.test('while writes fail, reads still work, and the use is recorded later', async (t) => {
  const { show, writes, fail } = checked();
  fail(true);
  t.match(await show(3), { open: true });
  fail(false);
  t.match(await show(3), { open: true });
  t.match(await show(3), { open: true });
  t.strictSame(writes, [3, 3]);
});
