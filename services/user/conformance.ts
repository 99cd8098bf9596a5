import type { Test } from 'tap';
import { DomainError } from '../../platform/domain-error.ts';
import { sessionGenerations } from './conformance/session-generations.ts';
import type { StoreUnderTest } from './conformance/store-under-test.ts';
import { type Account, newAccount } from './domain/account.ts';
import { newSession, type Session } from './domain/session.ts';
import type { Cause, UserStore } from './ports.ts';

const T0 = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** Proves the contract of UserStore. `makeStore` returns an empty store; the test's teardown closes it. */
export async function userStoreConformance(
  t: Test,
  makeStore: (t: Test) => Promise<StoreUnderTest> | StoreUnderTest,
): Promise<void> {
  let changes = 0;
  const cause = (timeMs = T0, changeId = `change-${++changes}`): Cause => ({
    changeId,
    requestId: 'r',
    timeMs,
  });
  const account = (id: string, handle: string): Account =>
    newAccount({ id, handle, displayName: '', email: '', region: '', createdAtMs: T0 });
  const session = (id: string, userId: string, createdAtMs = T0): Session =>
    newSession({ id, userId, deviceName: 'phone', createdAtMs, expiresAtMs: createdAtMs + HOUR });
  const reasonOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error) => (error instanceof DomainError ? error.reason : Promise.reject(error)),
    );
  /** A person `id` with the handle and a first session `id-s`. */
  const signUp = (store: UserStore, id: string, handle: string) =>
    store.createAccount(
      account(id, handle),
      { hash: `hash-${id}`, setBy: id },
      session(`${id}-s`, id),
      cause(T0, id),
    );
  const signIn = (store: UserStore, id: string, sessionId: string, at = T0, maxOpen = 100) =>
    store.openSession({ session: session(sessionId, id, at), verifiedSetBy: id, maxOpen }, cause(at));

  await t.test('an account is found by id and by handle in any case', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    await signUp(store, '12', 'Bob');
    t.match(await store.account('11'), account('11', 'Ada'));
    t.match(await store.accountByHandle('ada'), { id: '11', handle: 'Ada', status: 'active', version: 1 });
    t.equal(await store.account('13'), undefined);
    t.equal(await store.accountByHandle('carol'), undefined);
    t.strictSame((await store.accounts(['12', '13', '11', '12'])).map(({ id }) => id).toSorted(), [
      '11',
      '12',
    ]);
    t.strictSame(await store.accounts([]), []);
    t.strictSame(await store.accountIds('', 1), ['11'], 'in id order');
    t.strictSame(await store.accountIds('11', 9), ['12']);
    t.strictSame(await store.accountIds('12', 9), []);
    t.strictSame(await store.resolveHandles(['bob', 'carol', 'bob']), new Map([['bob', '12']]));
    t.strictSame(await store.credential('11'), { hash: 'hash-11', setBy: '11' });
    t.equal(await store.credential('13'), undefined);
    t.match(await store.session('11-s'), { session: session('11-s', '11'), account: { id: '11' } });
    t.strictSame(await events(), [
      { kind: 'created', userId: '11', version: 1 },
      { kind: 'created', userId: '12', version: 1 },
    ]);
  });

  await t.test('of many concurrent sign-ups for one handle, one succeeds', async (t) => {
    const { store, events } = await makeStore(t);
    const spellings = ['ada', 'Ada', 'ADA', 'aDa', 'adA'];
    const outcomes = await Promise.all(
      spellings.map((handle, i) => reasonOf(signUp(store, `2${i}`, handle))),
    );
    t.strictSame(outcomes.toSorted(), [
      'HANDLE_TAKEN',
      'HANDLE_TAKEN',
      'HANDLE_TAKEN',
      'HANDLE_TAKEN',
      'done',
    ]);
    const winner = `2${outcomes.indexOf('done')}`;
    t.equal((await store.accountByHandle('ada'))?.id, winner);
    t.strictSame(await events(), [{ kind: 'created', userId: winner, version: 1 }]);
    t.equal(
      await store.session(`2${(outcomes.indexOf('done') + 1) % 5}-s`),
      undefined,
      'the others store nothing',
    );
  });

  await t.test('a repeated sign-up changes nothing and returns the current account', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    await store.changeAccount('11', { bio: 'new' }, cause());
    await events();
    t.match(await signUp(store, '11', 'Ada'), { id: '11', bio: 'new', version: 2 });
    t.strictSame(await events(), []);
  });

  await t.test(
    'a change of an account is visible at once; a change without a difference has no event',
    async (t) => {
      const { store, events } = await makeStore(t);
      await signUp(store, '11', 'Ada');
      await signUp(store, '12', 'Bob');
      await events();
      const changed = await store.changeAccount(
        '11',
        { handle: 'ADA', bio: 'x', email: 'a@b.example' },
        cause(),
      );
      t.match(changed, { handle: 'ADA', bio: 'x', email: 'a@b.example', version: 2 });
      t.strictSame(await store.account('11'), changed);
      t.strictSame(await store.changeAccount('11', { bio: 'x' }, cause()), changed);
      t.equal(await reasonOf(store.changeAccount('11', { handle: 'bOB' }, cause())), 'HANDLE_TAKEN');
      t.equal(await reasonOf(store.changeAccount('13', { bio: '' }, cause())), 'USER_NOT_FOUND');
      await store.changeAccount('11', { handle: 'Countess' }, cause());
      t.equal(await store.accountByHandle('ada'), undefined, 'the old handle is free');
      await store.setRole('12', 'moderator', cause());
      await store.setRole('12', 'moderator', cause());
      t.match(await store.account('12'), { role: 'moderator', version: 2 });
      t.equal(await reasonOf(store.setRole('13', 'user', cause())), 'USER_NOT_FOUND');
      t.strictSame(await events(), [
        { kind: 'updated', userId: '11', version: 2 },
        { kind: 'updated', userId: '11', version: 3 },
        { kind: 'updated', userId: '12', version: 2 },
      ]);
    },
  );

  await t.test(
    'deactivating ends all sessions and keeps the handle; signing in restores the account',
    async (t) => {
      const { store, events } = await makeStore(t);
      await signUp(store, '11', 'Ada');
      await signIn(store, '11', '50');
      await events();
      const by = cause();
      const deactivation = await store.deactivate('11', T0 + HOUR, by);
      t.equal(deactivation.restorableUntilMs, T0 + HOUR);
      t.strictSame(deactivation.endedSessionIds.toSorted(), ['11-s', '50']);
      t.strictSame(
        await store.deactivate('11', T0 + 2 * HOUR, cause()),
        { restorableUntilMs: T0 + HOUR, endedSessionIds: [] },
        'the first deadline stays',
      );
      t.match(await store.account('11'), { status: 'deactivated', deactivatedBy: by.changeId, version: 2 });
      t.match(await store.session('50'), { session: { endedBy: by.changeId } });
      t.strictSame(await store.resolveHandles(['ada']), new Map());
      t.equal(await reasonOf(signUp(store, '12', 'ada')), 'HANDLE_TAKEN');
      t.equal(await reasonOf(store.changeAccount('11', { bio: 'x' }, cause())), 'USER_NOT_FOUND');
      t.equal(await reasonOf(store.setRole('11', 'operator', cause())), 'USER_NOT_FOUND');
      t.equal(await reasonOf(store.deactivate('13', T0, cause())), 'USER_NOT_FOUND');
      const [first, ...ended] = await events();
      t.strictSame(first, { kind: 'deactivated', userId: '11', version: 2 });
      t.strictSame(ended.map((event) => 'sessionId' in event && event.sessionId).toSorted(), ['11-s', '50']);

      t.equal(await signIn(store, '11', '51', T0 + HOUR), undefined, 'not at the deadline');
      const back = await signIn(store, '11', '52', T0 + HOUR - 1);
      t.match(back, { restored: true, account: { status: 'active', version: 3 } });
      t.strictSame(back?.account, await store.account('11'));
      t.notHas(back?.account, { deactivatedBy: by.changeId });
      t.strictSame(await events(), [{ kind: 'restored', userId: '11', version: 3 }]);
      t.match(await store.session('50'), { session: { endedBy: by.changeId } }, 'old sessions stay ended');
    },
  );

  await t.test(
    'a purge removes accounts past their deadline, the longest due first, and frees their handles',
    async (t) => {
      const { store, events } = await makeStore(t);
      for (const [i, handle] of ['Ada', 'Bob', 'Carol', 'Dan'].entries()) {
        await signUp(store, `1${i}`, handle);
        if (handle !== 'Dan') await store.deactivate(`1${i}`, T0 + HOUR - i, cause());
      }
      await events();
      t.strictSame(await store.purgeAccounts(T0 + HOUR - 3, 10), []);
      t.strictSame(await store.purgeAccounts(T0 + HOUR, 2), ['12', '11']);
      t.strictSame(await store.purgeAccounts(T0 + HOUR, 2), ['10']);
      t.strictSame(await events(), [
        { kind: 'purged', userId: '12', version: 3 },
        { kind: 'purged', userId: '11', version: 3 },
        { kind: 'purged', userId: '10', version: 3 },
      ]);
      t.equal(await store.account('10'), undefined);
      t.equal(await store.credential('10'), undefined);
      t.equal(await store.session('10-s'), undefined);
      t.equal(await signIn(store, '10', '60', T0), undefined);
      t.equal((await signUp(store, '20', 'ada')).id, '20');
      t.match(await store.account('13'), { status: 'active' });
    },
  );

  await t.test(
    'a change of the password ends all other sessions; of two concurrent changes one succeeds',
    async (t) => {
      const { store, events } = await makeStore(t);
      await signUp(store, '11', 'Ada');
      for (const id of ['50', '51']) await signIn(store, '11', id);
      await events();
      const change = (hash: string) =>
        store.changePassword({ userId: '11', hash, expectedSetBy: '11', keepSessionId: '50' }, cause());
      const both = await Promise.allSettled([change('one'), change('two')]);
      const [won, lost] = both[0]!.status === 'fulfilled' ? [both[0], both[1]] : [both[1], both[0]];
      t.strictSame(won!.status === 'fulfilled' && won.value.endedSessionIds.toSorted(), ['11-s', '51']);
      t.match(lost, { status: 'rejected', reason: { reason: 'CONFLICT' } });
      const credential = await store.credential('11');
      t.equal(credential?.hash, won === both[0] ? 'one' : 'two');
      t.strictSame(
        (await store.openSessions('11', T0, '', 10)).map(({ id }) => id),
        ['50'],
      );
      t.strictSame((await events()).map((event) => 'sessionId' in event && event.sessionId).toSorted(), [
        '11-s',
        '51',
      ]);
      const again = { userId: '11', hash: 'three', expectedSetBy: '11', keepSessionId: '50' };
      t.strictSame(await store.changePassword(again, { ...cause(), changeId: credential!.setBy }), {
        endedSessionIds: [],
      });
      t.strictSame(await store.credential('11'), credential, 'the same change again changes nothing');
      t.strictSame(await events(), []);
      t.equal(
        await signIn(store, '11', '52'),
        undefined,
        'a sign-in that verified the old password is refused',
      );
      await store.rehash('11', { hash: 'again', setBy: '11' });
      t.strictSame(await store.credential('11'), credential, 'a rehash of the old password is too late');
      await store.rehash('11', { hash: 'again', setBy: credential!.setBy });
      t.strictSame(await store.credential('11'), { hash: 'again', setBy: credential!.setBy });
    },
  );

  await t.test('open sessions are listed by descending id, in pages', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    await signUp(store, '12', 'Bob');
    for (const id of ['50', '51', '52', '53']) await signIn(store, '11', id, T0 + 1);
    await events();
    const ended = cause();
    t.equal(await store.endSession('52', ended), true);
    t.equal(await store.endSession('52', cause()), false);
    t.equal(await store.endSession('99', cause()), false);
    t.strictSame(await events(), [{ kind: 'session_ended', userId: '11', sessionId: '52' }]);
    const ids = async (nowMs: number, before: string, limit: number) =>
      (await store.openSessions('11', nowMs, before, limit)).map(({ id }) => id);
    t.strictSame(await ids(T0, '', 2), ['53', '51']);
    t.strictSame(await ids(T0, '51', 2), ['50', '11-s']);
    t.strictSame(await ids(T0 + HOUR, '', 9), ['53', '51', '50'], 'an expired one is not open');
    t.strictSame(await ids(T0 + HOUR + 1, '', 9), []);
    t.match(await store.session('52'), { session: { endedBy: ended.changeId, generation: 0 } });
  });

  await t.test('above the limit of open sessions the oldest end', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    const ended = [];
    for (const id of ['50', '51', '52']) ended.push((await signIn(store, '11', id, T0, 3))?.endedSessionIds);
    t.strictSame(ended, [[], [], ['11-s']]);
    t.strictSame(
      (await store.openSessions('11', T0, '', 9)).map(({ id }) => id),
      ['52', '51', '50'],
    );
    t.strictSame((await events()).slice(1), [{ kind: 'session_ended', userId: '11', sessionId: '11-s' }]);
  });

  await sessionGenerations(t, makeStore);

  await t.test('the last-seen time never goes back, and is no change of the account', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    await signUp(store, '12', 'Bob');
    await events();
    const before = await store.account('11');
    const lastSeen = async (id: string) => (await store.session(`${id}-s`))?.lastSeenMs;
    t.equal(await lastSeen('11'), undefined);
    await store.noteSeen(
      new Map([
        ['11', T0 + 5],
        ['12', T0 + 6],
        ['13', T0 + 7],
      ]),
    );
    await store.noteSeen(
      new Map([
        ['11', T0 + HOUR],
        ['12', T0],
      ]),
    );
    await store.noteSeen(new Map());
    t.equal(await lastSeen('11'), T0 + HOUR);
    t.equal(await lastSeen('12'), T0 + 6);
    t.strictSame(await store.account('11'), before);
    t.strictSame(await events(), []);
    await store.changeAccount('11', { bio: 'new' }, cause());
    t.equal(await lastSeen('11'), T0 + HOUR, 'a change of the account keeps the last-seen time');
    await store.deactivate('12', T0, cause());
    t.strictSame(await store.purgeAccounts(T0, 9), ['12'], 'a purge removes it');
    await store.noteSeen(new Map([['12', T0 + HOUR]]));
  });

  await t.test('expired sessions are removed in bounded steps, without events', async (t) => {
    const { store, events } = await makeStore(t);
    await signUp(store, '11', 'Ada');
    await signIn(store, '11', '50', T0 + 1);
    await signIn(store, '11', '51', T0 + HOUR);
    await events();
    t.equal(await store.removeSessions(T0 + HOUR, 9), 0);
    t.equal(await store.removeSessions(T0 + HOUR + 2, 1), 1);
    t.equal(await store.session('11-s'), undefined);
    t.equal(await store.removeSessions(T0 + HOUR + 2, 9), 1);
    t.match(await store.session('51'), { session: { id: '51' } });
    t.strictSame(await events(), []);
  });
}
