import t from 'tap';
import { renewal, withWindowLock } from './renewal.ts';
import type { Renewed } from './session.ts';
import { session, storedSession } from './testing/stored-session.ts';

/** One browser: its storage and a lock. The server: each refresh token gives the next one, once. */
function browser() {
  const { shared, stored, store } = storedSession();
  let last: Promise<unknown> = Promise.resolve();
  const asked: string[] = [];
  const answers: ((tokens: Renewed | Error) => void)[] = [];
  const locked = <T>(work: () => Promise<T>) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  const exchange = (refreshToken: string) =>
    new Promise<Renewed>((resolve, reject) => {
      asked.push(refreshToken);
      answers.push((tokens) => (tokens instanceof Error ? reject(tokens) : resolve(tokens)));
    });
  return {
    asked,
    stored,
    store,
    async answer(tokens: Renewed | Error) {
      while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
      answers.shift()!(tokens);
    },
    /** A window with its own copy of the session. */
    window: () =>
      renewal({
        shared,
        locked,
        exchange,
        isFresh: ({ accessExpiresMs }) => accessExpiresMs > 1500,
        isRefused: (reason) => (reason as Error).message === 'refused',
      }),
  };
}

t.test('two windows that renew concurrently use the refresh token once', async (t) => {
  const shared = browser();
  shared.store(session(1));
  const [one, other] = [shared.window(), shared.window()];
  const both = [one(session(1)), one(session(1)), other(session(1))];
  await shared.answer(session(2));
  await Promise.all(both);
  t.strictSame([shared.asked, shared.stored()], [['refresh 1'], session(2)]);
});

t.test('a suspended window uses no old tokens', async (t) => {
  const shared = browser();
  shared.store(session(7));
  const asleep = shared.window();
  await asleep(session(3));
  t.strictSame([shared.asked, shared.stored()], [[], session(7)], 'it takes what another has stored');
  shared.store(session(1.4));
  const renewing = asleep(session(1));
  await shared.answer(session(3));
  await renewing;
  t.strictSame([shared.asked, shared.stored()], [['refresh 1.4'], session(3)], 'all of them slept');
  shared.asked.length = 0;
  shared.store(undefined);
  await asleep(session(7));
  t.strictSame([shared.asked, shared.stored()], [[], undefined], 'nor a session that was signed out');
});

t.test('a session that ends or changes during a renewal is not restored', async (t) => {
  const shared = browser();
  const other = { ...session(1), userId: '12', accessToken: 'of bob', refreshToken: 'of bob' };
  for (const now of [undefined, other]) {
    for (const answer of [session(2), new Error('refused')]) {
      shared.store(session(1));
      const renewing = shared
        .window()(session(1))
        .catch(() => {});
      await shared.answer(answer);
      shared.store(now);
      await renewing;
      t.equal(shared.stored(), now);
    }
  }
});

t.test('a refusal ends the session, a failure does not', async (t) => {
  const shared = browser();
  for (const [failure, left] of [
    ['unreachable', session(1)],
    ['refused', undefined],
  ] as const) {
    shared.store(session(1));
    const renewing = shared.window()(session(1));
    await shared.answer(new Error(failure));
    await t.rejects(renewing, { message: failure });
    t.strictSame(shared.stored(), left);
  }
});

t.test('work is serialized with locks, and runs without them too', async (t) => {
  const names: string[] = [];
  const locks = {
    async request(name: string, _options: object, work: () => Promise<unknown>) {
      names.push(name);
      return work();
    },
  };
  t.equal(await withWindowLock(async () => 1, locks as unknown as LockManager), 1);
  t.strictSame(names, ['skein.session']);
  await t.rejects(
    withWindowLock(() => Promise.reject(new Error('its own')), locks as unknown as LockManager),
    { message: 'its own' },
  );
  t.equal(await withWindowLock(async () => 2, null as unknown as LockManager), 2, 'no secure origin');
  const taken = { request: () => Promise.reject(new Error('the lock took too long')) };
  t.equal(await withWindowLock(async () => 3, taken as unknown as LockManager), 3);
});
