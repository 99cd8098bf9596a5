import t, { type Test } from 'tap';
import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { testClock } from '../../../platform/clock.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { unreadable } from '../../../platform/testing/unreadable-cache.ts';
import { graphMigrations } from '../adapters/sqlite/migrations.ts';
import { sqliteGraphStore } from '../adapters/sqlite.ts';
import { changer } from '../conformance/subject.ts';
import { graphStoreConformance } from '../conformance.ts';
import type { Relationship } from '../domain/relation.ts';
import type { GraphCounts, GraphStore } from '../ports.ts';
import { publishedChangeOf } from '../testing/published-change.ts';
import { type CachedGraph, cachedGraphs, type GraphCaches, invalidateGraphs } from './cached-graphs.ts';

const folder = t.testdir();
let files = 0;

function subject(t: Test, faulty: (caches: GraphCaches) => GraphCaches = (caches) => caches) {
  const db = openDatabase({
    file: `${folder}/${++files}.db`,
    migrations: [...graphMigrations, outboxMigration],
  });
  t.teardown(() => db.close());
  const outbox = sqliteOutbox(db);
  const clock = testClock();
  const caches = faulty({
    versions: memoryCache<number>({ clock, maxBytes: 1_000_000 }),
    graphs: memoryCache<CachedGraph>({ clock, maxBytes: 1_000_000 }),
    counts: memoryCache<GraphCounts>({ clock, maxBytes: 1_000_000 }),
    relationships: memoryCache<Relationship>({ clock, maxBytes: 1_000_000 }),
  });
  const rows = sqliteGraphStore(db, outbox);
  const calls = { count: 0 };
  const counted = <A extends unknown[], R>(read: (...args: A) => R) =>
    ((...args: A) => {
      calls.count++;
      return read(...args);
    }) as (...args: A) => R;
  // As the store on Dgraph does: it knows who loses an edge.
  const purge: GraphStore['purge'] = async (userId, limit) => {
    const people = db.read((sql) => sql.all<{ id: string }>('SELECT user_id AS id FROM person'));
    await invalidateGraphs(caches)(
      userId,
      people.map(({ id }) => id),
    );
    return rows.purge(userId, limit);
  };
  const store = cachedGraphs({
    ...caches,
    store: {
      ...rows,
      purge,
      viewerGraph: counted(rows.viewerGraph),
      hiddenAmong: counted(rows.hiddenAmong),
      versions: counted(rows.versions),
      counts: counted(rows.counts),
      relationships: counted(rows.relationships),
    },
    ttlMs: 3_600_000,
  });
  return { rows, store, outbox, calls, pass: () => clock.advance(11_000) };
}

t.test('a store behind the caches keeps the contract', (t) =>
  graphStoreConformance(t, async (t) => {
    const { store, outbox } = subject(t);
    return { store, published: async () => (await outbox.next(1_000_000, [])).map(publishedChangeOf) };
  }),
);

t.test(
  'versions, graphs, counts, relationships, blocks and mutes are answered without the store',
  async (t) => {
    const { store, rows, calls, pass } = subject(t);
    const change = changer(store);
    await change('FOLLOWED', 'a', 'b');
    await change('MUTED', 'a', 'c');
    await change('BLOCKED', 'd', 'a');
    pass();
    const graph = await store.viewerGraph('a', 0);
    const several = async (of: GraphStore) => [
      await of.versions(people),
      await of.counts(people),
      await of.relationships('a', people),
    ];
    const read = await several(store);
    t.same(read, await several(rows));
    calls.count = 0;
    t.same(await several(store), read);
    t.same(await store.viewerGraph('a', 0), graph);
    t.match(await store.viewerGraph('a', graph.version), { unchanged: true, version: graph.version });
    t.match(await store.viewerGraph('a', graph.version), { unchanged: true });
    t.same(await store.hiddenAmong('a', ['b', 'c', 'd', 'd']), { blockedIds: ['d'], mutedIds: ['c'] });
    t.equal(calls.count, 0);
  },
);

t.test('the contract is kept when the caches are lost', (t) => {
  const lost = (caches: GraphCaches) =>
    Object.fromEntries(Object.entries(caches).map(([name, cache]) => [name, unreadable(cache)]));
  return graphStoreConformance(t, async (t) => {
    const { store, outbox } = subject(t, (caches) => ({ ...caches, ...lost(caches) }));
    return { store, published: async () => (await outbox.next(1_000_000, [])).map(publishedChangeOf) };
  });
});

t.test('lists that are too long are read from the store, their version is not', async (t) => {
  const { store, calls, pass } = subject(t);
  const change = changer(store);
  for (let i = 0; i < 2_001; i++) await change('MUTED', 'a', `m${i}`);
  pass();
  const { version } = await store.viewerGraph('a', 0);
  calls.count = 0;
  t.match(await store.viewerGraph('a', version), { unchanged: true });
  t.equal(calls.count, 0);
  t.same(await store.hiddenAmong('a', ['m7', 'b']), { blockedIds: [], mutedIds: ['m7'] });
  t.equal((await store.viewerGraph('a', 0)).mutedIds.length, 2_001);
});

const people = ['a', 'b', 'c'];
/** 0 is no known version. */
const versions = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** Whether any answer of the cached store differs from one of the rows, with caches filled before every change. */
async function findsStale(t: Test, faulty?: (caches: GraphCaches) => GraphCaches): Promise<boolean> {
  const { rows, store, pass } = subject(t, faulty);
  const change = changer(store);
  const answers = async (of: GraphStore) =>
    JSON.stringify(
      await Promise.all(
        people.map(async (id) => [
          await Promise.all(versions.map((known) => of.viewerGraph(id, known))),
          await of.hiddenAmong(id, people),
          await of.versions(people),
          await of.counts(people),
          await of.relationships(id, people),
        ]),
      ),
    );
  const changes = ['FOLLOWED', 'MUTED', 'UNMUTED', 'UNFOLLOWED', 'FOLLOWED', 'BLOCKED', 'UNBLOCKED'] as const;
  for (const kind of changes) {
    pass();
    for (let round = 0; round < 2; round++) await answers(store);
    await change(kind, 'a', 'b');
    if ((await answers(store)) !== (await answers(rows))) return true;
    pass();
    if ((await answers(store)) !== (await answers(rows))) return true;
  }
  return false;
}

const missing = <V>(cache: Cache<V>, key: string): Cache<V> => ({
  ...cache,
  invalidate: (keys) => cache.invalidate(keys.filter((each) => each !== key)),
});

t.test('no answer after a purge is older than it', async (t) => {
  const { rows, store, pass } = subject(t);
  const change = changer(store);
  await change('FOLLOWED', 'a', 'b');
  await change('FOLLOWED', 'b', 'a');
  await change('MUTED', 'b', 'a');
  await change('BLOCKED', 'a', 'c');
  pass();
  const answers = async (of: GraphStore) =>
    JSON.stringify([
      await of.counts(people),
      await of.versions(people),
      await Promise.all(people.map((id) => of.relationships(id, people))),
    ]);
  await answers(store);
  while ((await store.purge('a', 2)) === 2) t.equal(await answers(store), await answers(rows));
  t.equal(await answers(store), await answers(rows));
});

t.test('no answer after an acknowledged change is older than it', async (t) => {
  t.equal(await findsStale(t), false);
});

t.test('a cache that misses one invalidation is found', async (t) => {
  for (const key of ['a', 'b']) {
    const staleVersions = (caches: GraphCaches) => ({ ...caches, versions: missing(caches.versions, key) });
    const staleGraphs = (caches: GraphCaches) => ({ ...caches, graphs: missing(caches.graphs, key) });
    t.equal(await findsStale(t, staleVersions), true, `versions of ${key}`);
    t.equal(await findsStale(t, staleGraphs), true, `graphs of ${key}`);
    const staleCounts = (caches: GraphCaches) => ({ ...caches, counts: missing(caches.counts, key) });
    t.equal(await findsStale(t, staleCounts), true, `counts of ${key}`);
  }
  for (const pair of ['a:b', 'b:a']) {
    const stale = (caches: GraphCaches) => ({
      ...caches,
      relationships: missing(caches.relationships, pair),
    });
    t.equal(await findsStale(t, stale), true, `relationship ${pair}`);
  }
});
