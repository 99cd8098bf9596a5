import type { Test } from 'tap';
import { changer, type MakeSubject } from './subject.ts';

const AMPLE = { maxSources: 100, maxEdges: 1000 };

export async function readConformance(t: Test, make: MakeSubject): Promise<void> {
  t.test('a viewer’s graph is one snapshot, left out if the caller has its version', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    await change('FOLLOWED', 'v', '3');
    await change('FOLLOWED', 'v', '1');
    await change('MUTED', 'v', '2');
    await change('BLOCKED', 'v', '9');
    await change('BLOCKED', '8', 'v');
    await change('BLOCKED', '9', 'v');
    const graph = await store.viewerGraph('v', 0);
    t.same(graph, {
      version: 7,
      unchanged: false,
      followingIds: ['1', '3'],
      mutedIds: ['2'],
      blockedIds: ['8', '9'],
    });
    const empty = { followingIds: [], mutedIds: [], blockedIds: [] };
    t.same(await store.viewerGraph('v', 7), { version: 7, unchanged: true, ...empty });
    t.match(await store.viewerGraph('v', 6), { unchanged: false });
    t.same(await store.viewerGraph('nobody', 0), { version: 1, unchanged: false, ...empty });
    t.match(await store.viewerGraph('nobody', 1), { version: 1, unchanged: true });
  });

  t.test('lists are read in pages, each id once, and end with a short page', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    const ids = ['05', '01', '04', '02', '03'];
    for (const id of ids) {
      await change('FOLLOWED', id, 'x');
      await change('FOLLOWED', 'x', id);
      await change('MUTED', 'x', id);
    }
    for (const id of ids) await change('BLOCKED', 'y', id);
    for (const [name, of] of [
      ['followers', 'x'],
      ['following', 'x'],
      ['muted', 'x'],
      ['blocked', 'y'],
    ] as const) {
      const all = await store.list(name, of, '', 10);
      t.same(all.toSorted(), ids.toSorted(), name);
      t.same(await store.list(name, of, '', 2), all.slice(0, 2), name);
      t.same(await store.list(name, of, all[1]!, 2), all.slice(2, 4), name);
      t.same(await store.list(name, of, all[3]!, 2), all.slice(4), name);
      t.same(await store.list(name, of, all[4]!, 2), [], name);
    }
    t.same(await store.list('followers', 'nobody', '', 10), []);
  });

  t.test('a list continues after a person who has left it, and keeps its order', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    for (const id of ['3', '1', '4', '2']) await change('FOLLOWED', id, 'x');
    const all = await store.list('followers', 'x', '', 10);
    const [first, second] = all as [string, string];
    await change('UNFOLLOWED', second, 'x');
    t.same(await store.list('followers', 'x', second, 10), all.slice(2));
    while ((await store.purge(first, 10)) === 10);
    t.same(await store.list('followers', 'x', first, 10), all.slice(2));
    await change('FOLLOWED', second, 'x');
    t.same(await store.list('followers', 'x', '', 10), all.slice(1));
  });

  t.test('many counts, relationships and blocks take one query each', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    await change('FOLLOWED', 'v', 'a');
    await change('FOLLOWED', 'b', 'a');
    await change('FOLLOWED', 'b', 'v');
    await change('MUTED', 'v', 'b');
    await change('BLOCKED', 'v', 'c');
    await change('BLOCKED', 'd', 'v');
    t.same(
      (await store.counts(['a', 'v', 'b', 'nobody', 'a'])).map((of) => [of.followerCount, of.followingCount]),
      [
        [2, 0],
        [1, 1],
        [0, 2],
        [0, 0],
        [2, 0],
      ],
    );
    t.same(await store.counts([]), []);
    const people = ['a', 'v', 'nobody', 'd', 'a'];
    const graphs = await Promise.all(people.map((userId) => store.viewerGraph(userId, 0)));
    t.same(
      await store.versions(people),
      graphs.map(({ version }) => version),
    );
    t.same(await store.versions([]), []);
    const asked = ['d', 'a', 'nobody', 'b', 'c', 'a', 'v'];
    const found = await store.relationships('v', asked);
    t.same(
      found.map(({ userId }) => userId),
      asked,
    );
    t.same(
      found.map((r) => [r.following, r.followedBy, r.blocking, r.blockedBy, r.muting].map(Number).join('')),
      ['00010', '10000', '00000', '01001', '00100', '10000', '00000'],
    );
    t.same(await store.relationships('v', []), []);
    const { blockedIds, mutedIds } = await store.hiddenAmong('v', ['a', 'd', 'c', 'nobody', 'b', 'd', 'b']);
    t.same([[...blockedIds].sort(), mutedIds], [['c', 'd'], ['b']]);
    t.same(await store.hiddenAmong('a', ['d', 'c']), { blockedIds: [], mutedIds: [] });
    t.same(await store.hiddenAmong('v', []), { blockedIds: [], mutedIds: [] });
  });

  t.test(
    'suggestions are friends of friends by mutual follows, without followed, muted and blocked people',
    async (t) => {
      const { store } = await make(t);
      const change = changer(store);
      for (const friend of ['f1', 'f2', 'f3']) await change('FOLLOWED', 'v', friend);
      for (const friend of ['f1', 'f2', 'f3']) {
        for (const id of ['v', 'best', 'muted', 'blocked', 'blocker']) await change('FOLLOWED', friend, id);
      }
      for (const friend of ['f1', 'f3'])
        for (const id of ['2nd', '1st', 'f2']) await change('FOLLOWED', friend, id);
      await change('FOLLOWED', 'f2', 'last');
      await change('MUTED', 'v', 'muted');
      await change('BLOCKED', 'v', 'blocked');
      await change('BLOCKED', 'blocker', 'v');
      const expected = [
        { userId: 'best', mutualCount: 3 },
        { userId: '1st', mutualCount: 2 },
        { userId: '2nd', mutualCount: 2 },
        { userId: 'last', mutualCount: 1 },
      ];
      const query = { viewerId: 'v', bounds: AMPLE };
      t.same(await store.suggestions({ ...query, limit: 10 }), expected);
      t.same(await store.suggestions({ ...query, limit: 2 }), expected.slice(0, 2));
      t.same(await store.suggestions({ ...query, limit: 10, after: expected[1]! }), expected.slice(2));
      t.same(await store.suggestions({ ...query, limit: 10, after: expected[3]! }), []);
      t.same(await store.suggestions({ ...query, viewerId: 'nobody', limit: 10 }), []);
    },
  );

  t.test('suggestions read whole accounts, those that follow fewest first, within both bounds', async (t) => {
    const { store } = await make(t);
    const change = changer(store);
    const follows: Record<string, string[]> = {
      v: ['s3', 's1', 's2', 's0'],
      s3: ['a', 'b', 'c'],
      s1: ['a'],
      s2: ['a', 'd'],
    };
    for (const [actor, targets] of Object.entries(follows)) {
      for (const target of targets) await change('FOLLOWED', actor, target);
    }
    const first = async (maxSources: number, maxEdges: number) =>
      (await store.suggestions({ viewerId: 'v', limit: 10, bounds: { maxSources, maxEdges } })).map(
        ({ userId, mutualCount }) => `${userId}${mutualCount}`,
      );
    t.same(await first(10, 6), ['a3', 'b1', 'c1', 'd1']);
    t.same(await first(10, 5), ['a2', 'd1'], 's3 does not fit and is left out whole');
    t.same(await first(1, 100), ['a1'], 'an account that follows nobody is no source');
    t.same(await first(10, 0), []);
  });
}
