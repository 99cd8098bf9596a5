import fc from 'fast-check';
import type { Test } from 'tap';
import { newAccount } from '../domain/account.ts';
import { rotated } from '../domain/refresh.ts';
import { newSession, type Session } from '../domain/session.ts';
import type { Cause } from '../ports.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const T0 = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

const nextOf = (session: Session, nowMs: number) => rotated(session, { nowMs, graceMs: 30_000, ttlMs: DAY });

/** Proves the contract of UserStore for the generations of refresh tokens, in any order of operations. */
export async function sessionGenerations(
  t: Test,
  makeStore: (t: Test) => Promise<StoreUnderTest> | StoreUnderTest,
): Promise<void> {
  let made = 0;
  const cause = (): Cause => ({ changeId: `change-${++made}`, requestId: 'r', timeMs: T0 });
  /** The first session of a new person. */
  const begin = async ({ store }: StoreUnderTest): Promise<Session> => {
    const id = `${1000 + ++made}`;
    const session = newSession({
      id: `${id}-s`,
      userId: id,
      deviceName: 'phone',
      createdAtMs: T0,
      expiresAtMs: T0 + DAY,
    });
    const account = newAccount({
      id,
      handle: `u${id}`,
      displayName: '',
      email: '',
      region: '',
      createdAtMs: T0,
    });
    await store.createAccount(account, { hash: 'hash', setBy: id }, session, cause());
    return session;
  };

  await t.test(
    'of two concurrent rotations one succeeds, and an ended session does not rotate',
    async (t) => {
      const subject = await makeStore(t);
      const { store } = subject;
      const first = await begin(subject);
      const next = nextOf(first, T0 + 5);
      const both = [store.rotate(first, next), store.rotate(first, next)];
      t.strictSame((await Promise.all(both)).toSorted(), [false, true]);
      t.strictSame((await store.session(first.id))?.session, next);
      t.equal(await store.rotate({ ...first, id: '99' }, next), false);
      await store.endSession(first.id, cause());
      t.equal(await store.rotate(next, nextOf(next, T0 + 6)), false);
      t.equal(await store.useGeneration(first.id, 1, T0 + 7), false);
    },
  );

  await t.test('of many concurrent first uses of one generation, one is recorded', async (t) => {
    const subject = await makeStore(t);
    const { store } = subject;
    const first = await begin(subject);
    const next = nextOf(first, T0);
    await store.rotate(first, next);
    const uses = [0, 1, 1, 1, 2].map((generation) => store.useGeneration(first.id, generation, T0 + 9));
    t.strictSame((await Promise.all(uses)).toSorted(), [false, false, false, false, true]);
    t.equal(await store.useGeneration('99', 0, T0), false);
    t.match(await store.session(first.id), { session: { generation: 1, usedAtMs: T0 + 9 } });
    t.equal(
      await store.rotate(next, nextOf(next, T0 + 10)),
      false,
      'a rotation that did not read the use must not overwrite it',
    );
    t.match((await store.openSessions(first.userId, T0, '', 9))[0], {
      usedAtMs: T0 + 9,
      earlierUsesMs: [T0],
    });
  });

  await t.test('every sequence of rotations, uses and an end has the same result as the model', async (t) => {
    const subject = await makeStore(t);
    const { store } = subject;
    const step = fc.record({
      does: fc.constantFrom('rotate', 'rotate', 'rotate late', 'use', 'use', 'use before', 'end'),
      waitMs: fc.nat({ max: 40_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        let model = await begin(subject);
        let before = model;
        let nowMs = T0;
        for (const { does, waitMs } of steps) {
          nowMs += waitMs;
          const isOver = model.endedBy !== undefined;
          if (does === 'end') {
            const by = cause();
            if ((await store.endSession(model.id, by)) !== !isOver) return false;
            if (!isOver) model = { ...model, endedBy: by.changeId };
          } else if (does === 'use' || does === 'use before') {
            const generation = does === 'use' ? model.generation : model.generation - 1;
            const isFirst = !isOver && does === 'use' && model.usedAtMs === undefined;
            if ((await store.useGeneration(model.id, generation, nowMs)) !== isFirst) return false;
            if (isFirst) [before, model] = [model, { ...model, usedAtMs: nowMs }];
          } else {
            const from = does === 'rotate' ? model : before;
            const isCurrent =
              from.generation === model.generation && from.usedAtMs === model.usedAtMs && !isOver;
            const next = nextOf(from, nowMs);
            if ((await store.rotate(from, next)) !== isCurrent) return false;
            if (isCurrent) [before, model] = [model, next];
          }
          t.strictSame((await store.session(model.id))?.session, model);
        }
        return true;
      }),
      { numRuns: 25 },
    );
  });
}
