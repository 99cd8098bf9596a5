import type { Test } from 'tap';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import type { RelationKind } from '../domain/relation.ts';
import type { RelationChange } from '../ports.ts';
import { changeOf, changer, type MakeSubject, versionOf } from './subject.ts';

const first: RelationChange = {
  actorId: 'a',
  targetId: 'b',
  eventId: 'first',
  requestId: 'r',
  mayRepeat: true,
  timeMs: 1000,
};
const opposites: [RelationKind, RelationKind][] = [
  ['FOLLOWED', 'UNFOLLOWED'],
  ['BLOCKED', 'UNBLOCKED'],
  ['MUTED', 'UNMUTED'],
];

export async function repeatConformance(t: Test, make: MakeSubject): Promise<void> {
  t.test('a repeated change does not undo later ones', async (t) => {
    const pairs = [...opposites, ...opposites.map(([made, undone]) => [undone, made] as const)];
    for (const [made, undone] of pairs) {
      const { store, published } = await make(t);
      const change = changer(store);
      if (opposites.every(([kind]) => kind !== made)) await change(undone, 'a', 'b');
      t.match(await changeOf(store, made, first), { changed: true }, made);
      const since = await change(undone, 'a', 'b');
      const [version, events] = [await versionOf(store, 'a'), (await published()).length];
      t.same(await changeOf(store, made, first), { ...since, changed: false }, `${made} again`);
      t.equal(await versionOf(store, 'a'), version);
      t.equal((await published()).length, events);
    }
  });

  t.test('a change without effect is recorded as made, a refused one is not', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    await change('FOLLOWED', 'a', 'b');
    t.match(await changeOf(store, 'FOLLOWED', first), { changed: false });
    await change('UNFOLLOWED', 'a', 'b');
    t.match(await changeOf(store, 'FOLLOWED', first), { changed: false, relationship: { following: false } });

    const second = { ...first, eventId: 'second' };
    await change('BLOCKED', 'b', 'a');
    await t.rejects(changeOf(store, 'FOLLOWED', second), domainErrorLike('BLOCKED'));
    await change('UNBLOCKED', 'b', 'a');
    t.match(await changeOf(store, 'FOLLOWED', second), { changed: true });
  });

  t.test('records of changes are removed after their time, which a repeat renews', async (t) => {
    const { store } = await make(t);
    for (const [eventId, timeMs] of [
      ['1', 10],
      ['2', 20],
      ['3', 30],
    ] as const) {
      await changeOf(store, 'MUTED', { ...first, eventId, timeMs });
    }
    await changeOf(store, 'MUTED', { ...first, eventId: '1', timeMs: 40 });
    t.equal(await store.forgetChanges(20, 10), 0);
    t.equal(await store.forgetChanges(40, 1), 1);
    t.equal(await store.forgetChanges(40, 10), 1);
    await changer(store)('UNMUTED', 'a', 'b');
    t.match(await changeOf(store, 'MUTED', { ...first, eventId: '1' }), { changed: false }, 'remembered');
    t.match(await changeOf(store, 'MUTED', { ...first, eventId: '2' }), { changed: true }, 'forgotten');
  });
}
