import t from 'tap';
import { testClock } from '../clock.ts';
import { domainErrorLike } from '../testing/domain-error-like.ts';
import { settle, until } from '../testing/until.ts';
import type { Role } from './caller.ts';
import { cachedSessionGate } from './session-gate.ts';
import type { SessionState } from './session-state.ts';

const bearer = { userId: 'u', sessionId: 's', generation: 0 };
const open: SessionState = { role: 'user' };

/** A gate whose look-ups the test answers. */
function asked() {
  const clock = testClock();
  const answers: ((state: SessionState | undefined) => void)[] = [];
  const gate = cachedSessionGate(() => new Promise((resolve) => answers.push(resolve)), {
    ttlMs: 1000,
    clock,
  });
  return { clock, answers, gate };
}

/** A gate over sessions that the test changes as another process would, and what a watcher received. */
function watching() {
  const clock = testClock();
  const sessions = new Map<string, Role>([['s', 'user']]);
  let lookups = 0;
  const gate = cachedSessionGate(
    async ({ sessionId }) => {
      lookups++;
      const role = sessions.get(sessionId);
      return role && { role };
    },
    { ttlMs: 1000, clock },
  );
  const watch = () => {
    const events: unknown[] = [];
    const unwatch = gate.watch(bearer, {
      seen: ({ role }) => events.push(role),
      ended: (error) => events.push((error as { reason: string }).reason),
    });
    return { events, unwatch };
  };
  return { clock, sessions, gate, watch, lookups: () => lookups };
}

t.test('a look-up in flight does not revive a revoked session', async (t) => {
  const { answers, gate } = asked();
  const [first, second] = [gate.check(bearer), gate.check(bearer)];
  t.equal(answers.length, 1, 'two callers share one look-up');
  t.equal(first, second);
  gate.revoked('s');
  answers[0]!(open);
  await t.rejects(first as Promise<unknown>, domainErrorLike('SESSION_REVOKED'));
  t.throws(() => gate.check(bearer), domainErrorLike('SESSION_REVOKED'));
  t.equal(gate.known('s'), undefined);

  const clock = testClock();
  const failing = cachedSessionGate(() => Promise.reject(new Error('down')), { ttlMs: 1000, clock });
  await t.rejects(Promise.resolve(failing.check(bearer)), /down/, 'a failed check refuses');

  const near = cachedSessionGate(({ sessionId }) => (sessionId === 's' ? open : undefined), {
    ttlMs: 1000,
    clock,
  });
  t.equal(near.check(bearer), open, 'a synchronous look-up keeps the check synchronous');
  t.throws(() => near.check({ ...bearer, sessionId: 'x' }), domainErrorLike('SESSION_REVOKED'));
});

t.test('a look-up from before a role change is not cached after it', async (t) => {
  const { answers, gate } = asked();
  const before = gate.check(bearer);
  gate.roleChanged('u');
  const after = gate.check(bearer);
  t.equal(answers.length, 2, 'it is asked anew');
  answers[1]!({ role: 'user' });
  t.same(await after, { role: 'user' });
  answers[0]!({ role: 'operator' });
  await before;
  t.same(await gate.check(bearer), { role: 'user' });
  gate.roleChanged('somebody else');
  t.same(gate.check(bearer), { role: 'user' }, 'that of others stays known');
});

t.test('watchers are notified of the end: here at once, elsewhere within the ttl', async (t) => {
  const { clock, sessions, gate, watch } = watching();
  await gate.check(bearer);
  const first = watch();
  const second = watch();
  const gone = watch();
  gone.unwatch();
  gate.revoked('s');
  t.same([first.events, second.events, gone.events], [['SESSION_REVOKED'], ['SESSION_REVOKED'], []]);

  const late = watch();
  clock.advance(0);
  await until('one who came too late', () => late.events.length > 0);
  t.same(late.events, ['SESSION_REVOKED']);

  const other = watching();
  await other.gate.check(bearer);
  other.clock.advance(400);
  const { events } = other.watch();
  other.sessions.delete('s');
  other.clock.advance(600);
  await until('the end of what is known', () => events.length > 0);
  t.same(events, ['SESSION_REVOKED']);
  t.equal(other.clock.pending() + clock.pending(), 0);
  t.ok(sessions.has('s'));
});

t.test('a watched session is looked up once a ttl, however many watchers it has', async (t) => {
  const { clock, gate, watch, lookups, sessions } = watching();
  await gate.check(bearer);
  const watchers = [watch(), watch(), watch()];
  for (let round = 1; round <= 3; round++) {
    clock.advance(1000);
    await until('all watchers to be notified', () => watchers.every(({ events }) => events.length === round));
  }
  t.equal(lookups(), 4);
  sessions.set('s', 'operator');
  gate.roleChanged('u');
  await until('another role', () => watchers.every(({ events }) => events[3] === 'operator'));
  for (const { unwatch } of watchers) unwatch();
  clock.advance(10_000);
  t.equal(lookups(), 5, 'there is no watcher left');
  t.equal(clock.pending(), 0);
});

t.test('watched sessions are looked up together, and none after its state has expired', async (t) => {
  const clock = testClock();
  const ttlMs = 1_000;
  /** By session: when it was looked up. */
  const looks = new Map<string, number[]>();
  const times = new Set<number>();
  const gate = cachedSessionGate(
    async ({ sessionId }) => {
      looks.set(sessionId, [...(looks.get(sessionId) ?? []), clock.monotonicMs()]);
      times.add(clock.monotonicMs());
      return open;
    },
    { ttlMs, clock },
  );
  const unwatch: (() => void)[] = [];
  for (let n = 0; n < 200; n++) {
    const each = { ...bearer, sessionId: `s${n}` };
    await gate.check(each);
    unwatch.push(gate.watch(each, { seen: () => {}, ended: (error) => t.fail(String(error)) }));
    clock.advance(5);
  }
  const opened = times.size;
  for (let ms = 0; ms < ttlMs; ms += 5) {
    clock.advance(5);
    await settle();
  }
  t.ok(times.size - opened <= 21, `${times.size - opened} times for 200 sessions`);
  for (const [session, [first, ...later]] of looks) {
    const gaps = later.map((ms, i) => ms - [first!, ...later][i]!);
    if (!gaps.every((ms) => ms <= ttlMs && ms >= 0.9 * ttlMs))
      t.fail(`${session} is looked up after ${gaps} ms`);
  }
  for (const each of unwatch) each();
  t.equal(clock.pending(), 0);
});

t.test('a session can be looked up early where stale state is not acceptable', async (t) => {
  const { gate, watch, sessions } = watching();
  await gate.check(bearer);
  const { events } = watch();
  sessions.delete('s');
  t.same(await gate.check(bearer), { role: 'user' });
  await t.rejects(gate.ask(bearer), domainErrorLike('SESSION_REVOKED'));
  await until('the watcher to be notified', () => events.length > 0);
  t.same(events, ['SESSION_REVOKED']);
  t.equal(gate.known('s'), undefined);
});

t.test('the session store receives each generation once, when it is first seen', async (t) => {
  const clock = testClock();
  const events: number[] = [];
  const gate = cachedSessionGate(
    ({ generation }) => {
      events.push(generation);
      return open;
    },
    { ttlMs: 1000, clock },
  );
  const show = (generation: number) => gate.check({ ...bearer, generation });
  for (const generation of [0, 0, 1, 0, 1, 3, 2]) show(generation);
  t.strictSame(events, [0, 1, 3], 'an older one says nothing that a newer one has not said');
  clock.advance(1000);
  show(2);
  show(3);
  t.strictSame(events, [0, 1, 3, 2]);
});
