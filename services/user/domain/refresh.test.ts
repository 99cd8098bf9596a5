import fc from 'fast-check';
import t from 'tap';
import { DomainError } from '../../../platform/domain-error.ts';
import { checkRefresh, isFirstUse, type RefreshVerdict, rotated } from './refresh.ts';
import { newSession, type Session } from './session.ts';

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const graceMs = 30_000;

const session = (over: Partial<Session> = {}): Session => ({
  ...newSession({ id: 's', userId: '1', deviceName: '', createdAtMs: NOW, expiresAtMs: NOW + DAY }),
  ...over,
});
const verdictOf = (held: Session | undefined, presented: number, nowMs: number) =>
  checkRefresh(held, presented, { nowMs, graceMs });
const next = (held: Session, nowMs: number) => rotated(held, { nowMs, graceMs, ttlMs: 1000 * DAY });
const reason = (run: () => unknown) => {
  try {
    return run();
  } catch (error) {
    return error instanceof DomainError ? error.reason : error;
  }
};

t.test('a refresh token is valid until 30 s after the first use of its successor', async (t) => {
  const lost = next(session(), NOW);
  const repeat: RefreshVerdict = { kind: 'repeat', generation: 1 };
  t.strictSame(verdictOf(lost, 0, NOW + 20 * HOUR), repeat, 'a phone that is offline, for any time');
  const used = { ...lost, usedAtMs: NOW + HOUR };
  t.strictSame(verdictOf(used, 0, NOW + HOUR + 30_000), repeat);
  t.strictSame(verdictOf(used, 0, NOW + HOUR + 30_001), { kind: 'theft' });
  t.strictSame(verdictOf(used, 1, NOW + 20 * HOUR), { kind: 'rotate' });
  const refreshed = next(lost, NOW + HOUR);
  t.strictSame(verdictOf(refreshed, 0, NOW + HOUR + 30_000), repeat, 'its successor was refreshed');
  t.strictSame(verdictOf(refreshed, 0, NOW + HOUR + 30_001), { kind: 'theft' });
  t.strictSame(verdictOf(refreshed, 3, NOW), { kind: 'theft' }, 'a generation that was never issued');
});

t.test('a grace of 0 is no grace, even in the same millisecond or with a clock that is behind', async (t) => {
  const none = { graceMs: 0, ttlMs: DAY };
  const once = rotated(session(), { ...none, nowMs: NOW });
  const twice = rotated(once, { ...none, nowMs: NOW });
  for (const nowMs of [NOW, NOW - 500])
    t.strictSame(checkRefresh(twice, 0, { nowMs, graceMs: 0 }), { kind: 'theft' });
  t.strictSame(
    checkRefresh(once, 0, { nowMs: NOW, graceMs: 0 }),
    { kind: 'repeat', generation: 1 },
    'its successor is unused',
  );
});

t.test('an ended session is refused before any verdict', async (t) => {
  t.equal(
    reason(() => verdictOf(undefined, 0, NOW)),
    'SESSION_REVOKED',
  );
  t.equal(
    reason(() => verdictOf(session({ endedBy: 'x' }), 3, NOW)),
    'SESSION_REVOKED',
  );
  t.equal(
    reason(() => verdictOf(session(), 0, NOW + DAY)),
    'TOKEN_EXPIRED',
  );
});

t.test('a generation has one first use, except generation 0, which has none', async (t) => {
  t.notOk(isFirstUse(session(), 0));
  const second = next(session(), NOW);
  t.notOk(isFirstUse(second, 0));
  t.ok(isFirstUse(second, 1));
  t.notOk(isFirstUse({ ...second, usedAtMs: NOW }, 1));
  t.ok(isFirstUse({ ...second, usedAtMs: NOW }, 2), 'read from a replica that is behind');
});

/** The rule as written, over the whole history of one session: the first use of each generation, if any. */
class History {
  nowMs = NOW;
  readonly usedAtMs: (number | undefined)[] = [undefined];

  use(generation: number): void {
    this.usedAtMs[generation] ??= this.nowMs;
  }

  refresh(generation: number): RefreshVerdict {
    const successor = generation + 1;
    if (successor < this.usedAtMs.length) {
      const usedAtMs = this.usedAtMs[successor];
      const isGood = usedAtMs === undefined || this.nowMs <= usedAtMs + 30_000;
      return isGood ? { kind: 'repeat', generation: successor } : { kind: 'theft' };
    }
    this.use(generation);
    this.usedAtMs.push(undefined);
    return { kind: 'rotate' };
  }
}

t.test('for any order of refreshes and uses, the verdict is that of the rule', async () => {
  const step = fc.record({
    does: fc.constantFrom('refresh', 'use'),
    back: fc.nat({ max: 6 }),
    waitMs: fc.oneof(fc.nat({ max: 20_000 }), fc.constantFrom(0, 30_000, 30_001, HOUR)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const history = new History();
      let held = session({ expiresAtMs: NOW + 1000 * DAY });
      for (const { does, back, waitMs } of steps) {
        history.nowMs += waitMs;
        const generation = Math.max(0, held.generation - back);
        if (does === 'use') {
          history.use(generation);
          if (isFirstUse(held, generation)) held = { ...held, usedAtMs: history.nowMs };
          continue;
        }
        const expected = history.refresh(generation);
        const verdict = verdictOf(held, generation, history.nowMs);
        if (JSON.stringify(verdict) !== JSON.stringify(expected)) return false;
        if (verdict.kind === 'theft') return true;
        if (verdict.kind === 'rotate') held = next(held, history.nowMs);
      }
      return true;
    }),
    { numRuns: 2000 },
  );
});

t.test('a session that is refreshed many times at one moment stays small', async (t) => {
  let held = session();
  for (let i = 0; i < 100; i++) held = next(held, NOW);
  t.equal(held.earlierUsesMs.length, 32);
  t.strictSame(verdictOf(held, 100 - 33, NOW), { kind: 'repeat', generation: 68 });
  t.strictSame(verdictOf(held, 100 - 34, NOW), { kind: 'theft' });
  t.strictSame(next(held, NOW + HOUR).earlierUsesMs, [NOW + HOUR]);
});
