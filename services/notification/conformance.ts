import type { Test } from 'tap';
import type { TestClock } from '../../platform/clock.ts';
import { testClock } from '../../platform/clock.ts';
import type { InboxRows, RowChange } from './ports.ts';

const put = (key: string, value = key, expiresMs?: number): RowChange => ({
  key,
  value,
  ...(expiresMs !== undefined && { expiresMs }),
});

/** An empty store under a clock. */
export type OpenRows = (t: Test, clock: TestClock) => Promise<InboxRows>;

/** @param skip categories that an adapter can't be tested for, with the reason */
export function inboxConformance(t: Test, open: OpenRows, skip: { readonly expiry?: string } = {}): void {
  t.test('a commit makes all its changes and the next revision', async (t) => {
    const rows = await open(t, testClock());
    t.equal(await rows.revision('ada/1'), 0);
    t.equal(await rows.commit('ada/1', 0, [put('b'), put('a'), put('c')]), true);
    t.equal(await rows.revision('ada/1'), 1);
    t.equal(await rows.commit('ada/1', 1, [put('b', 'B'), { key: 'a', value: undefined }]), true);
    t.strictSame(
      await rows.get('ada/1', ['a', 'b', 'c', 'b', 'x']),
      new Map(Object.entries({ b: 'B', c: 'c' })),
    );
    t.equal(await rows.revision('ada/1'), 2);
  });

  t.test('a commit on an old revision changes nothing', async (t) => {
    const rows = await open(t, testClock());
    await rows.commit('p', 0, [put('a')]);
    t.equal(await rows.commit('p', 0, [put('a', 'late'), put('b')]), false);
    t.equal(await rows.commit('p', 7, [put('b')]), false);
    t.strictSame([...(await rows.get('p', ['a', 'b']))], [['a', 'a']]);
    t.equal(await rows.revision('p'), 1);
  });

  t.test('of commits on one revision at the same time exactly one applies', async (t) => {
    const rows = await open(t, testClock());
    /** Repeats a commit that the store gave up. */
    const commit = async (revision: number, name: string): Promise<boolean> => {
      for (;;) {
        if (await rows.commit('p', revision, [put('who', name)])) return true;
        if ((await rows.revision('p')) !== revision) return false;
      }
    };
    for (let revision = 0; revision < 5; revision++) {
      const names = ['a', 'b', 'c', 'd'];
      const done = await Promise.all(names.map((name) => commit(revision, name)));
      t.equal(done.filter(Boolean).length, 1);
      t.equal((await rows.get('p', ['who'])).get('who'), names[done.indexOf(true)]);
    }
  });

  t.test('partitions are independent', async (t) => {
    const rows = await open(t, testClock());
    await rows.commit('p', 0, [put('a', 'of p'), put('b')]);
    await rows.commit('q', 0, [put('a', 'of q')]);
    t.strictSame(await rows.find(['q', 'p', 'r'], 'a'), new Map(Object.entries({ q: 'of q', p: 'of p' })));
    t.strictSame([...(await rows.find(['p', 'q'], 'b')).keys()], ['p']);
    await rows.commit('q', 1, [{ key: 'b', value: undefined }]);
    t.strictSame(await rows.revisions(['q', 'p', 'r']), new Map(Object.entries({ q: 2, p: 1 })));
    await rows.drop('p');
    t.equal(await rows.revision('p'), 0);
    t.strictSame([...(await rows.revisions(['q', 'p'])).keys()], ['q'], 'a dropped partition has no commit');
    t.equal((await rows.find(['p', 'q'], 'a')).size, 1);
    t.equal(await rows.commit('p', 0, [put('a', 'again')]), true, 'a dropped partition is new');
    t.equal((await rows.get('p', ['a'])).get('a'), 'again');
  });

  t.test('a range is read from its greatest key on', async (t) => {
    const rows = await open(t, testClock());
    await rows.commit(
      'p',
      0,
      ['m|2', 'm|10', 'm|1', 'l|9', 'n|0', 'm', 'm|'].map((key) => put(key)),
    );
    const range = async (from: string, below: string, limit = 10) =>
      (await rows.newest('p', { from, below, limit })).map(({ key }) => key);
    t.strictSame(await range('m|', 'm}'), ['m|2', 'm|10', 'm|1', 'm|']);
    t.strictSame(await range('m|', 'm|2'), ['m|10', 'm|1', 'm|']);
    t.strictSame(await range('m|10', 'm|2', 1), ['m|10']);
    t.strictSame(await range('x', 'y'), []);
    t.strictSame(await rows.newest('none', { from: 'a', below: 'z', limit: 5 }), []);
  });

  t.test('as many rows as the port allows', async (t) => {
    const rows = await open(t, testClock());
    const keys = Array.from({ length: 1_000 }, (_, n) => `k${String(n).padStart(4, '0')}`);
    for (const [n, some] of [keys.slice(0, 500), keys.slice(500)].entries()) {
      const changes = some.map((key) => put(key, 'x'.repeat(40)));
      t.equal(await rows.commit('p', n, changes), true);
    }
    t.equal((await rows.get('p', keys)).size, 1_000);
    t.equal((await rows.newest('p', { from: 'k', below: 'l', limit: 1_000 })).length, 1_000);
  });

  const expiry = { ...(skip.expiry && { skip: skip.expiry }) };
  t.test('an expired row is gone; one without expiry stays', expiry, async (t) => {
    const clock = testClock();
    const rows = await open(t, clock);
    const nowMs = clock.nowMs();
    await rows.commit('p', 0, [put('a', 'a', nowMs + 1_000), put('b', 'b', nowMs + 5_000), put('c')]);
    const left = async () =>
      (await rows.newest('p', { from: 'a', below: 'z', limit: 9 })).map((row) => row.key);
    t.strictSame(await left(), ['c', 'b', 'a']);
    clock.advance(1_000);
    t.strictSame(await left(), ['c', 'b']);
    t.strictSame([...(await rows.get('p', ['a', 'b'])).keys()], ['b']);
    t.equal((await rows.find(['p'], 'a')).size, 0);
    await rows.commit('p', 1, [put('b', 'longer', nowMs + 9_000)]);
    clock.advance(5_000);
    t.strictSame(await left(), ['c', 'b']);
  });
}
