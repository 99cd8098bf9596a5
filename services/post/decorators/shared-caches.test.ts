import t, { type Test } from 'tap';
import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { testClock } from '../../../platform/clock.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { announcements } from '../adapters/announcements.ts';
import { migrations } from '../adapters/migrations.ts';
import { sqlitePostStore } from '../adapters/sqlite.ts';
import { change, examplePost, idOf } from '../conformance/example.ts';
import { postStoreConformance } from '../conformance.ts';
import type { PostState } from '../domain/post.ts';
import type { PostStore, Recounts } from '../ports.ts';
import { type PostCaches, sharedCaches } from './shared-caches.ts';

const folder = t.testdir();
let files = 0;

function subject(t: Test, faulty: (caches: PostCaches) => PostCaches = (caches) => caches) {
  const db = openDatabase({ file: `${folder}/${++files}.db`, migrations: [...migrations, outboxMigration] });
  t.teardown(() => db.close());
  const outbox = sqliteOutbox(db);
  const clock = testClock();
  let last = 0;
  const newId = () => `e${++last}`;
  const caches = faulty({
    states: memoryCache<PostState>({ clock, maxBytes: 1_000_000 }),
    heads: memoryCache<string>({ clock, maxBytes: 1_000_000 }),
  });
  const rows: PostStore & Recounts = {
    ...sqlitePostStore({
      db,
      announcements: announcements({ add: outbox.append, newEventId: newId, nowMs: () => 0 }),
      newRemovalId: newId,
    }),
    async recount() {},
  };
  const calls = { count: 0 };
  const counted = <A extends unknown[], R>(read: (...args: A) => R) =>
    ((...args: A) => {
      calls.count++;
      return read(...args);
    }) as (...args: A) => R;
  const store = sharedCaches({
    ...caches,
    store: {
      ...rows,
      states: counted(rows.states),
      authorHeads: counted(rows.authorHeads),
      authorEntries: counted(rows.authorEntries),
      // As the store on Cassandra does: it knows which posts a purge changes.
      async purge(userId, limit) {
        const ids = db.read((sql) => sql.all<{ id: string }>('SELECT id FROM post'));
        await caches.states.invalidate(ids.map(({ id }) => id));
        return rows.purge(userId, limit);
      },
    },
    ttlMs: 3_600_000,
    isSettled: (id) => id !== 'new',
  });
  return { rows, store, calls, pass: () => clock.advance(11_000) };
}

t.test('a store behind the caches keeps the contract', async (t) =>
  postStoreConformance(t, async (t) => subject(t).store),
);

t.test('states, and that an author has nothing new, are answered without the store', async (t) => {
  const { store, calls, pass } = subject(t);
  const [one, two, nine] = [idOf(1), idOf(2), idOf(9)];
  await store.createPost(examplePost({ id: one, authorId: 'a' }));
  await store.createPost(examplePost({ id: two, authorId: 'a' }));
  await store.like(one, 'b', change(5));
  pass();
  const newer = ['a', 'nobody'].map((authorId) => ({ authorId, before: '', from: nine }));
  const states = await store.states([one, two]);
  t.same(await store.authorEntries(newer, 10, false), [[], []]);
  calls.count = 0;
  t.same(await store.states([two, one, one]), states);
  t.same(await store.authorEntries(newer, 10, false), [[], []]);
  t.equal(calls.count, 0);
  const both = [newer[0]!, { authorId: 'a', before: '', from: two }, newer[1]!];
  t.match(await store.authorEntries(both, 10, false), [[], [{ id: two }], []]);
});

t.test('that an author has no entries is not cached while the id is new', async (t) => {
  const { store, calls } = subject(t);
  const cursor = [{ authorId: 'new', before: '', from: idOf(1) }];
  t.same(await store.authorEntries(cursor, 10, false), [[]]);
  const before = calls.count;
  t.same(await store.authorEntries(cursor, 10, false), [[]]);
  t.ok(calls.count > before);
});

const ids = [1, 2, 3, 4, 5, 6].map(idOf);

/** Whether any answer of the cached store differs from one of the rows, with caches filled before every change. */
async function findsStale(t: Test, faulty?: (caches: PostCaches) => PostCaches): Promise<boolean> {
  const { rows, store, pass } = subject(t, faulty);
  const [one, two, three, four, five] = ids as [string, string, string, string, string];
  const cursors = ['a', 'b', 'c'].flatMap((authorId) => ids.map((from) => ({ authorId, before: '', from })));
  const answers = async (of: PostStore) =>
    JSON.stringify([
      [...(await of.states(ids))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, state]) => state),
      await of.authorEntries(cursors, 10, false),
    ]);
  const changes = [
    () => store.createPost(examplePost({ id: one, authorId: 'a' })),
    () => store.createPost(examplePost({ id: two, authorId: 'b', replyToId: one, rootId: one })),
    () => store.createPost(examplePost({ id: three, authorId: 'a', quotedId: one })),
    () => store.like(one, 'c', change(10)),
    () => store.unlike(one, 'c', change(11)),
    () => store.repost(one, 'c', change(12), { id: four, stamp: 'push' }),
    () => store.unrepost(one, 'c', change(13)),
    () => store.deletePost({ postId: two, removalId: 'r', actorId: 'b' }),
    () => store.deletePost({ postId: three, removalId: 'r', actorId: 'a' }),
    () => store.createPost(examplePost({ id: five, authorId: 'c' })),
    () => store.purge('a', 100),
  ];
  for (const make of changes) {
    pass();
    await answers(store);
    await make();
    if ((await answers(store)) !== (await answers(rows))) return true;
    pass();
    if ((await answers(store)) !== (await answers(rows))) return true;
  }
  return false;
}

t.test('no answer after an acknowledged change is older than it', async (t) => {
  t.equal(await findsStale(t), false);
});

t.test('a cache that misses one invalidation is found', async (t) => {
  const missing = <V>(cache: Cache<V>, key: string): Cache<V> => ({
    ...cache,
    invalidate: (keys) => cache.invalidate(keys.filter((each) => each !== key)),
  });
  for (const id of ids.slice(0, 3)) {
    const staleStates = (caches: PostCaches) => ({ ...caches, states: missing(caches.states, id) });
    t.equal(await findsStale(t, staleStates), true, `state of ${id}`);
  }
  for (const author of ['a', 'b', 'c']) {
    const staleHeads = (caches: PostCaches) => ({ ...caches, heads: missing(caches.heads, author) });
    t.equal(await findsStale(t, staleHeads), true, `head of ${author}`);
  }
});
