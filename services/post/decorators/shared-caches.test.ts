import t, { type Test } from 'tap';
import { encodedCache } from '../../../platform/cache/encoded-cache.ts';
import { memoryCache } from '../../../platform/cache/memory.ts';
import type { Cache } from '../../../platform/cache/port.ts';
import { testClock } from '../../../platform/clock.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { openDatabase } from '../../../platform/sqlite/database.ts';
import { unreadable } from '../../../platform/testing/unreadable-cache.ts';
import { announcements } from '../adapters/announcements.ts';
import { migrations } from '../adapters/migrations.ts';
import { newestEntriesCodec } from '../adapters/newest-entries-codec.ts';
import { sqlitePostStore } from '../adapters/sqlite.ts';
import { change, examplePost, idOf } from '../conformance/example.ts';
import { postStoreConformance } from '../conformance.ts';
import type { PostState } from '../domain/post.ts';
import type { AuthorHead, PostStore, RecentReactions, Recounts } from '../ports.ts';
import { invalidatePosts, sharedCaches } from './shared-caches.ts';
import type { PostCaches } from './shared-reads.ts';

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
    heads: memoryCache<AuthorHead>({ clock, maxBytes: 1_000_000 }),
    entries: encodedCache(memoryCache<Uint8Array>({ clock, maxBytes: 1_000_000 }), newestEntriesCodec),
    reposts: encodedCache(memoryCache<Uint8Array>({ clock, maxBytes: 1_000_000 }), newestEntriesCodec),
    reactions: memoryCache<RecentReactions>({ clock, maxBytes: 1_000_000 }),
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
      reposts: counted(rows.reposts),
      viewerStates: counted(rows.viewerStates),
      recentReactions: counted(rows.recentReactions),
      // As the store on Cassandra does: it knows which posts a purge changes.
      async purge(userId, limit) {
        const ids = db.read((sql) => sql.all<{ id: string }>('SELECT id FROM post'));
        await invalidatePosts(caches)(ids.map(({ id }) => id));
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

t.test('the contract is kept when the caches are lost', async (t) => {
  const lost = (caches: PostCaches) =>
    Object.fromEntries(Object.entries(caches).map(([name, cache]) => [name, unreadable(cache)]));
  return postStoreConformance(t, async (t) => subject(t, (caches) => ({ ...caches, ...lost(caches) })).store);
});

t.test('everything that a page reads is answered without the store', async (t) => {
  const { store, calls, pass } = subject(t);
  const [one, two, nine] = [idOf(1), idOf(2), idOf(9)];
  await store.createPost(examplePost({ id: one, authorId: 'a' }));
  await store.createPost(examplePost({ id: two, authorId: 'a' }));
  await store.like(one, 'b', change(5));
  await store.repost(one, 'b', change(6), { id: idOf(3), stamp: 'push' });
  pass();
  const cursors = [
    ...['a', 'b', 'nobody'].flatMap((authorId) => [
      { authorId, before: '', from: nine },
      { authorId, before: nine },
      { authorId, before: '' },
    ]),
    { authorId: 'a', before: '', from: two },
  ];
  const read = async (limit: number) => [
    [...(await store.states([two, one, one])).keys()].sort(),
    await store.authorEntries(cursors, limit, false),
    await store.authorHeads(['a', 'nobody']),
    await store.reposts([{ subjectId: one, from: '', before: nine }], limit),
    [...(await store.viewerStates('b', [two, one]))],
    [...(await store.viewerStates('a', [two, one]))],
  ];
  const [first, pages] = [await read(10), await read(1)];
  t.match(first[1], [[], [{ id: two }, { id: one }], [{ id: two }, { id: one }], [], [{ id: idOf(3) }]]);
  t.match(first[4], [[one, { liked: true, reposted: true }]]);
  calls.count = 0;
  t.same(await read(10), first);
  t.same(await read(1), pages);
  t.equal(calls.count, 0);
});

t.test('what is older than the cached part is read from the store', async (t) => {
  const { store, rows, pass } = subject(t);
  for (let n = 1; n <= 60; n++) await store.createPost(examplePost({ id: idOf(n), authorId: 'a' }));
  for (let n = 1; n <= 60; n++)
    await store.repost(idOf(1), `u${n}`, change(100 + n), { id: idOf(100 + n), stamp: 'push' });
  pass();
  const answers = async (of: PostStore) => [
    await of.authorEntries(
      [
        { authorId: 'a', before: '' },
        { authorId: 'a', before: idOf(30) },
        { authorId: 'a', before: '', from: idOf(5) },
      ],
      55,
      false,
    ),
    await of.reposts([{ subjectId: idOf(1), from: '', before: '' }], 55),
    await of.reposts([{ subjectId: idOf(1), from: '', before: idOf(105) }], 55),
  ];
  for (let round = 0; round < 2; round++) t.same(await answers(store), await answers(rows));
});

t.test('a list keeps no repost of a post that was removed after it was cached', async (t) => {
  const { store, pass } = subject(t);
  await store.createPost(examplePost({ id: idOf(1), authorId: 'a' }));
  await store.repost(idOf(1), 'b', change(2), { id: idOf(2), stamp: 'push' });
  pass();
  const listed = () => store.authorEntries([{ authorId: 'b', before: '' }], 10, false);
  t.match(await listed(), [[{ id: idOf(2) }]]);
  await store.deletePost({ postId: idOf(1), removalId: 'r', actorId: 'a' });
  t.same(await listed(), [[]]);
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
  const people = ['a', 'b', 'c'];
  const cursors = people.flatMap((authorId) => [
    { authorId, before: '' },
    ...ids.map((from) => ({ authorId, before: '', from })),
  ]);
  const windows = ids.map((subjectId) => ({ subjectId, from: '', before: '' }));
  const sorted = <V>(found: ReadonlyMap<string, V>) => [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const answers = async (of: PostStore) =>
    JSON.stringify([
      sorted(await of.states(ids)),
      await of.authorEntries(cursors, 10, false),
      (await of.authorHeads(people)).toSorted((a, b) => (a.authorId < b.authorId ? -1 : 1)),
      await of.reposts(windows, 10),
      await Promise.all(people.map(async (id) => sorted(await of.viewerStates(id, ids)))),
    ]);
  const changes = [
    () => store.createPost(examplePost({ id: one, authorId: 'a' })),
    () => store.createPost(examplePost({ id: two, authorId: 'b', replyToId: one, rootId: one })),
    () => store.createPost(examplePost({ id: three, authorId: 'a', quotedId: one })),
    () => store.like(one, 'c', change(10)),
    () => store.unlike(one, 'c', change(11)),
    () => store.repost(one, 'c', change(12), { id: four, stamp: 'push' }),
    () => store.restamp('c', four),
    () => store.unrepost(one, 'c', change(13)),
    () => store.repost(one, 'b', change(14), { id: idOf(14), stamp: 'push' }),
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
  const [one, two, three] = ids as [string, string, string];
  const faults: readonly (readonly [keyof PostCaches, readonly string[]])[] = [
    ['states', [one, two, three]],
    ['heads', ['a', 'b', 'c']],
    ['entries', ['a', 'b', 'c']],
    ['reposts', [one]],
    ['reactions', ['b', 'c']],
  ];
  for (const [name, keys] of faults) {
    for (const key of keys) {
      const faulty = (caches: PostCaches) => ({ ...caches, [name]: missing<unknown>(caches[name], key) });
      t.equal(await findsStale(t, faulty), true, `${name} of ${key}`);
    }
  }
});
