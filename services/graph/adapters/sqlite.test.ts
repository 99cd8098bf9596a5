import t, { type Test } from 'tap';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { graphStoreConformance } from '../conformance.ts';
import { versionCache } from '../decorators/version-cache.ts';
import { publishedChangeOf } from '../testing/published-change.ts';
import { graphMigrations } from './sqlite/migrations.ts';
import { sqliteGraphStore } from './sqlite.ts';

const edge = {
  actorId: 'a',
  targetId: 'b',
  requestId: 'r',
  mayRepeat: false,
  timeMs: Date.UTC(2026, 0, 1),
};

function opened(t: Test, file = `${t.testdir()}/graph.db`) {
  const db = openDatabase({ file, migrations: [...graphMigrations, outboxMigration] });
  t.teardown(() => db.close());
  const outbox = sqliteOutbox(db);
  return { db, outbox, store: versionCache(sqliteGraphStore(db, outbox), db, 16_000), file };
}

t.test('the SQLite store keeps the contract', (t) =>
  graphStoreConformance(t, async (t) => {
    const { store, outbox } = opened(t);
    return { store, published: async () => (await outbox.next(1_000_000, [])).map(publishedChangeOf) };
  }),
);

t.test('an event is in the outbox of topic follow, keyed by its actor', async (t) => {
  const { store, outbox } = opened(t);
  await store.follow({ ...edge, eventId: '1' }, 10);
  await store.follow({ ...edge, eventId: '2' }, 10);
  t.match(await outbox.next(10, []), [{ topic: 'follow', key: 'a', eventId: '1', timeMs: edge.timeMs }]);
  t.equal((await outbox.next(10, [])).length, 1);
});

t.test('an acknowledged change is in the file with its counts, versions and event', async (t) => {
  const first = opened(t);
  await first.store.follow({ ...edge, eventId: '1' }, 10);
  await first.db.close();
  const { store, outbox } = opened(t, first.file);
  t.match(await store.viewerGraph('a', 0), { version: 2, followingIds: ['b'] });
  t.same(await store.counts(['b']), [{ followerCount: 1, followingCount: 0 }]);
  t.equal((await outbox.next(10, [])).length, 1);
});

t.test('no list, look-up or suggestion reads a whole table', async (t) => {
  const { db } = opened(t);
  const plans: string[] = [];
  const explaining = {
    get: (sql: string, ...values: never[]) => {
      plans.push(
        ...db
          .read((rows) => rows.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values))
          .map((row) => row.detail),
      );
      return { ids: '[]' };
    },
    all: (sql: string, ...values: never[]) => {
      explaining.get(sql, ...values);
      return [];
    },
  };
  const store = sqliteGraphStore({ ...db, read: (run) => run(explaining as never) }, sqliteOutbox(db));
  for (const name of ['followers', 'following', 'blocked', 'muted'] as const)
    await store.list(name, 'a', 'b', 9);
  await store.viewerGraph('a', 0);
  await store.versions(['a']);
  await store.counts(['a']);
  await store.relationships('a', ['b']);
  await store.hiddenAmong('a', ['b']);
  await store.verifyCounts({ afterId: 'a', limit: 9, repair: false });
  await store.suggestions({ viewerId: 'a', limit: 9, bounds: { maxSources: 9, maxEdges: 9 } });
  const scans = plans.filter((plan) => /^SCAN (follow|block|mute|person|edge|followed)\b/.test(plan));
  t.same(scans, []);
  t.ok(plans.length > 20);
});

t.test('counts that do not agree with their edges are found part by part, and corrected', async (t) => {
  const { db, store } = opened(t);
  for (const [n, actorId] of ['a', 'c', 'd'].entries())
    await store.follow({ ...edge, actorId, eventId: `${n}` }, 10);
  const verify = (afterId: string, repair = false) => store.verifyCounts({ afterId, limit: 2, repair });
  t.strictSame(await verify(''), { checked: 2, mismatches: [], nextAfterId: 'b' });
  t.strictSame(await verify('b'), { checked: 2, mismatches: [], nextAfterId: 'd' });
  t.strictSame(await verify('d'), { checked: 0, mismatches: [], nextAfterId: '' });
  await db.write((tx) => {
    tx.run("UPDATE person SET follower_count = 9 WHERE user_id = 'b'");
    tx.run("DELETE FROM person WHERE user_id = 'd'");
  });
  const followers = { subjectId: 'b', name: 'follower_count', storedValue: 9, countedValue: 3 };
  const following = { subjectId: 'd', name: 'following_count', storedValue: 0, countedValue: 1 };
  for (const repair of [false, true]) {
    t.strictSame((await verify('', repair)).mismatches, [followers]);
    t.strictSame((await verify('b', repair)).mismatches, [following]);
  }
  t.same(await store.counts(['b', 'd']), [
    { followerCount: 3, followingCount: 0 },
    { followerCount: 0, followingCount: 1 },
  ]);
  t.strictSame((await verify('')).mismatches, []);
});
