import type { Test } from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import { changer, type MakeSubject, versionOf } from './subject.ts';

const stranger = { following: false, followedBy: false, blocking: false, blockedBy: false, muting: false };

export async function changeConformance(t: Test, make: MakeSubject): Promise<void> {
  t.test(
    'each change returns whether anything changed and the relationship, and has one event',
    async (t) => {
      const { store, published } = await make(t);
      const change = changer(store);
      const steps = [
        ['FOLLOWED', { following: true }],
        ['UNFOLLOWED', {}],
        ['MUTED', { muting: true }],
        ['UNMUTED', {}],
        ['BLOCKED', { blocking: true }],
        ['UNBLOCKED', {}],
      ] as const;
      for (const [kind, now] of steps) {
        const relationship = { userId: 'b', ...stranger, ...now };
        t.same(await change(kind, 'a', 'b'), { changed: true, relationship }, kind);
        t.same(await change(kind, 'a', 'b'), { changed: false, relationship }, `${kind} again`);
      }
      t.same(
        await published(),
        steps.map(([kind], index) => {
          const number = 2 * index + 1;
          return {
            kind,
            actorId: 'a',
            targetId: 'b',
            eventId: `event-${number}`,
            requestId: `request-${number}`,
            timeMs: Date.UTC(2026, 0, 1) + number,
          };
        }),
      );
    },
  );

  t.test('a follow or mute raises only the actor’s version, a block those of both', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    const versions = async () => [await versionOf(store, 'a'), await versionOf(store, 'b')];
    t.same(await versions(), [1, 1]);
    const steps = [
      ['FOLLOWED', [2, 1]],
      ['FOLLOWED', [2, 1]],
      ['MUTED', [3, 1]],
      ['BLOCKED', [4, 2]],
      ['BLOCKED', [4, 2]],
      ['UNBLOCKED', [5, 3]],
      ['UNMUTED', [6, 3]],
      ['UNFOLLOWED', [6, 3]],
    ] as const;
    for (const [kind, expected] of steps) {
      await change(kind, 'a', 'b');
      t.same(await versions(), expected, kind);
    }
  });

  t.test('a block removes the follows of both directions, and only the block has an event', async (t) => {
    const { store, published } = await make(t);
    const change = changer(store);
    await change('FOLLOWED', 'a', 'b');
    await change('FOLLOWED', 'b', 'a');
    await change('FOLLOWED', 'a', 'c');
    const { relationship } = await change('BLOCKED', 'b', 'a');
    t.same(relationship, { ...stranger, userId: 'a', blocking: true });
    t.same(await store.counts(['a']), [{ followerCount: 0, followingCount: 1 }]);
    t.same(await store.counts(['b']), [{ followerCount: 0, followingCount: 0 }]);
    t.same(
      (await published()).map(({ kind }) => kind),
      ['FOLLOWED', 'FOLLOWED', 'FOLLOWED', 'BLOCKED'],
    );
  });

  t.test('a follow towards either side of a block is refused and changes nothing', async (t) => {
    const { store, published } = await make(t);
    const change = changer(store);
    await change('BLOCKED', 'a', 'b');
    const before = [await versionOf(store, 'a'), await versionOf(store, 'b')];
    await t.rejects(change('FOLLOWED', 'a', 'b'), domainErrorLike('BLOCKED'));
    await t.rejects(change('FOLLOWED', 'b', 'a'), domainErrorLike('BLOCKED'));
    t.same([await versionOf(store, 'a'), await versionOf(store, 'b')], before);
    t.equal((await published()).length, 1);
    await change('BLOCKED', 'b', 'a');
    await change('UNBLOCKED', 'a', 'b');
    await t.rejects(change('FOLLOWED', 'a', 'b'), domainErrorLike('BLOCKED'), 'the other block stays');
    await change('UNBLOCKED', 'b', 'a');
    t.match(await change('FOLLOWED', 'a', 'b'), { changed: true });
  });

  t.test('concurrent follows at the limit: no more succeed than the limit allows', async (t) => {
    const { store, published } = await make(t);
    const change = changer(store);
    await change('FOLLOWED', 'a', 'first', 5);
    const targets = Array.from({ length: 12 }, (_, i) => `target-${i}`);
    const results = await Promise.allSettled(targets.map((id) => change('FOLLOWED', 'a', id, 5)));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    t.equal(refused.length, 8);
    t.ok(refused.every(({ reason, metadata }) => reason === 'FOLLOWING_LIMIT' && metadata.limit === '5'));
    t.same(await store.counts(['a']), [{ followerCount: 0, followingCount: 5 }]);
    t.equal((await store.list('following', 'a', '', 100)).length, 5);
    t.equal(await versionOf(store, 'a'), 6);
    t.equal((await published()).length, 5);
    t.match(
      await change('FOLLOWED', 'a', 'first', 5),
      { changed: false },
      'an existing follow is never refused',
    );
    t.match(await change('FOLLOWED', 'a', 'first', 1), { changed: false });
  });

  t.test('a follow and a concurrent block leave no follow, in either direction', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    for (const order of [0, 1]) {
      const [a, b] = [`a${order}`, `b${order}`];
      const race = [() => change('FOLLOWED', a, b), () => change('BLOCKED', b, a)];
      if (order === 1) race.reverse();
      await Promise.allSettled(race.map((run) => run()));
      t.same(await store.list('followers', b, '', 10), []);
      t.same(await store.counts([a]), [{ followerCount: 0, followingCount: 0 }]);
    }
  });

  t.test('a purge removes every edge of a person in batches; figures of others stay exact', async (t) => {
    const { store, published } = await make(t);
    const change = changer(store);
    for (const id of ['b', 'c', 'd']) await change('FOLLOWED', id, 'gone');
    await change('FOLLOWED', 'gone', 'b');
    await change('FOLLOWED', 'b', 'c');
    await change('BLOCKED', 'e', 'gone');
    await change('BLOCKED', 'gone', 'f');
    await change('MUTED', 'g', 'gone');
    await change('MUTED', 'gone', 'h');
    const people = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const before = await Promise.all(people.map((id) => versionOf(store, id)));
    const events = (await published()).length;
    const taken: number[] = [];
    do taken.push(await store.purge('gone', 3));
    while (taken.at(-1) === 3);
    t.same(taken, [3, 3, 2]);
    t.equal(await store.purge('gone', 3), 0, 'again: nothing left');
    const after = await Promise.all(people.map((id) => versionOf(store, id)));
    t.same(
      after.map((version, i) => version - before[i]!),
      [1, 1, 1, 1, 1, 1, 0],
    );
    t.same(await store.counts(['b']), [{ followerCount: 0, followingCount: 1 }]);
    t.same(await store.counts(['c']), [{ followerCount: 1, followingCount: 0 }]);
    t.same(await store.counts(['gone']), [{ followerCount: 0, followingCount: 0 }]);
    t.same(await store.viewerGraph('gone', 0), {
      version: 1,
      unchanged: false,
      followingIds: [],
      mutedIds: [],
      blockedIds: [],
    });
    t.equal((await published()).length, events);
  });
}
