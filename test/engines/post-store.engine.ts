// Engines: cassandra redis
import t from 'tap';
import type { Cassandra, Statement } from '../../platform/cassandra/cassandra.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { cassandraOutboxMigrations } from '../../platform/events/outbox-cassandra.ts';
import { domainErrorLike } from '../../platform/testing/domain-error-like.ts';
import { bucketOf } from '../../services/post/adapters/cassandra/buckets.ts';
import { cassandraPostMigrations } from '../../services/post/adapters/cassandra/migrations.ts';
import { redisPostCaches } from '../../services/post/adapters/engines.ts';
import { change, examplePost, idOf } from '../../services/post/conformance/example.ts';
import { postStoreConformance } from '../../services/post/conformance.ts';
import { invalidatePosts, sharedCaches } from '../../services/post/decorators/shared-caches.ts';
import { testKeyspace } from './cassandra.ts';
import { postProcess } from './posts.ts';
import { connectedRedisOfTest } from './redis.ts';

t.test('the Cassandra store', async (t) => {
  const { db, empty } = await testKeyspace(t, [...cassandraOutboxMigrations, ...cassandraPostMigrations]);
  /** A process of the service. */
  const process = (on?: Cassandra) => postProcess(t, db, { on });
  const first = await process();
  const second = await process();
  /** A process whose next batches, or counts, are neither written nor answered. */
  const failing = { batches: 0, counts: 0 };
  const broken = await process({
    ...db,
    async run(one) {
      const isCount = one.cql.includes('post_count');
      if (isCount && failing.counts-- > 0) throw new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
      await db.run(one);
    },
    async batch(statements) {
      if (failing.batches-- > 0) throw new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer');
      await db.batch(statements);
    },
  });

  await t.test('passes the conformance suite', async (t) =>
    postStoreConformance(t, async () => {
      await empty();
      return first;
    }),
  );

  await t.test('passes it behind the caches in Redis, too', async (t) =>
    postStoreConformance(t, async (t) => {
      await empty();
      const { client, prefix } = await connectedRedisOfTest(t);
      const caches = redisPostCaches(client, prefix);
      const store = await postProcess(t, db, { purging: invalidatePosts(caches) });
      return sharedCaches({ ...caches, store, ttlMs: 60_000, isSettled: () => true });
    }),
  );

  const one = examplePost({ id: idOf(1), authorId: 'a' });
  const setup = async () => {
    await empty();
    await first.createPost(one);
  };

  await t.test('concurrent reactions of many users, by two processes, are all counted', async (t) => {
    await setup();
    const people = Array.from({ length: 60 }, (_, n) => `u${n}`);
    await Promise.all(
      people.map((id, n) => (n % 2 === 0 ? first : second).like(one.id, id, change(100 + n))),
    );
    await Promise.all(
      people.slice(0, 20).map((id, n) => (n % 3 === 0 ? first : second).unlike(one.id, id, change(200 + n))),
    );
    const state = (await second.states([one.id])).get(one.id);
    t.equal(state?.counts.likes, 40);
    t.same(await first.likerIds(one.id, '', 100), people.slice(20).sort());
    t.same(
      await first.likerIds(one.id, 'u30', 5),
      people
        .slice(20)
        .sort()
        .filter((id) => id > 'u30')
        .slice(0, 5),
    );
  });

  await t.test(
    'counts that do not agree with their rows are found, and corrected in caches, too',
    async (t) => {
      await setup();
      const { client, prefix } = await connectedRedisOfTest(t);
      const caches = redisPostCaches(client, prefix);
      const store = sharedCaches({ ...caches, store: first, ttlMs: 60_000, isSettled: () => true });
      for (const n of [10, 11, 12]) await store.like(one.id, `u${n}`, change(n));
      const verify = (repair: boolean) => store.verifyCounts({ afterId: '', limit: 10, repair });
      t.strictSame(await verify(false), { checked: 1, mismatches: [], nextAfterId: '' });
      const spoil =
        'INSERT INTO :post_count (post_id, kind, bucket, n) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';
      const spoiled = [one.id, 'quotes', 0, 5, BigInt(db.writeTime())];
      await db.run({ cql: spoil, values: spoiled });
      await caches.states.invalidate([one.id]);
      t.match((await store.states([one.id])).get(one.id), { counts: { likes: 3, quotes: 5 } });
      const mismatches = [{ subjectId: one.id, name: 'quote_count', storedValue: 5, countedValue: 0 }];
      for (const repair of [false, true]) t.match(await verify(repair), { checked: 1, mismatches });
      t.strictSame((await verify(true)).mismatches, []);
      t.match((await store.states([one.id])).get(one.id), { counts: { likes: 3, quotes: 0 } });
    },
  );

  await t.test('two concurrent reposts by one user, by two processes, leave one entry', async (t) => {
    await setup();
    const both = await Promise.all(
      [first, second].map((store, n) =>
        store.repost(one.id, 'b', change(10 + n), { id: idOf(10 + n), stamp: 'push' }),
      ),
    );
    t.equal(both[0]!.repostId, both[1]!.repostId);
    t.match((await first.states([one.id])).get(one.id), { counts: { reposts: 1 } });
    const [entries] = await first.authorEntries([{ authorId: 'b', before: '' }], 9, false);
    t.same(
      entries?.map(({ id }) => id),
      [both[0]!.repostId],
    );
  });

  await t.test('the remains of a repost that was restamped during its removal end no list', async (t) => {
    await setup();
    for (const n of [10, 12]) await first.repost(one.id, `u${n}`, change(n), { id: idOf(n), stamp: 'push' });
    const restamp = 'UPDATE :repost_entry SET stamp = 2 WHERE post_id = ? AND id = ?';
    await db.run({ cql: restamp, values: [one.id, idOf(11)] });
    const [reposts] = await first.reposts([{ subjectId: one.id, from: '', before: '' }], 2);
    t.same(
      reposts?.map(({ id }) => id),
      [idOf(12), idOf(10)],
    );
  });

  await t.test('two concurrent attempts of one write, under two ids, leave one post', async (t) => {
    await setup();
    const late = { ...examplePost({ id: idOf(6), authorId: 'a' }), writeId: idOf(5) };
    const ids = await Promise.all([
      first.createPost(examplePost({ id: idOf(5), authorId: 'a' })),
      second.createPost(late),
    ]);
    t.equal(ids[0], ids[1]);
    const [entries] = await first.authorEntries([{ authorId: 'a', before: '' }], 9, false);
    t.same(
      entries?.map(({ id }) => id),
      [ids[0], one.id],
    );
  });

  await t.test('any process completes what another one left half done', async (t) => {
    await setup();
    const refused = domainErrorLike('DEPENDENCY_UNAVAILABLE');
    const post = examplePost({ id: idOf(5), authorId: 'b', quotedId: one.id });
    failing.batches = 1;
    await t.rejects(broken.createPost(post), refused);
    t.equal(await first.postOfWrite(post.id), undefined, 'begun is not stored');
    t.equal(await first.createPost({ ...post, id: idOf(6), writeId: idOf(5) }), idOf(6));
    t.match((await first.states([one.id])).get(one.id), { counts: { quotes: 1 } });

    const entry = { id: idOf(7), stamp: 'push' } as const;
    failing.batches = 1;
    await t.rejects(broken.repost(one.id, 'c', change(7), entry), refused);
    t.match(await first.repost(one.id, 'c', change(8), { ...entry, id: idOf(8) }), {
      counts: { reposts: 1 },
      repostId: idOf(7),
    });
    failing.batches = 1;
    await t.rejects(broken.unrepost(one.id, 'c', change(9)), refused);
    t.match(await first.unrepost(one.id, 'c', change(10)), { counts: { reposts: 0 } });
    t.same(await first.authorEntries([{ authorId: 'c', before: '' }], 9, false), [[]]);
  });

  await t.test('any process counts what another one wrote without counting', async (t) => {
    await setup();
    const uncounted = async (work: () => Promise<unknown>) => {
      failing.counts = 1;
      await t.rejects(work(), domainErrorLike('DEPENDENCY_UNAVAILABLE'));
    };
    const counts = async () => (await first.states([one.id])).get(one.id)?.counts;
    const entry = { id: idOf(7), stamp: 'push' } as const;

    await uncounted(() => broken.like(one.id, 'c', change(7)));
    t.match(await first.like(one.id, 'c', { ...change(7), repeated: true }), { counts: { likes: 1 } });
    await uncounted(() => broken.unlike(one.id, 'c', change(8)));
    t.match(await first.unlike(one.id, 'c', { ...change(8), repeated: true }), { counts: { likes: 0 } });
    await uncounted(() => broken.repost(one.id, 'c', change(9), entry));
    t.match(await first.repost(one.id, 'c', { ...change(9), repeated: true }, entry), {
      counts: { reposts: 1 },
      repostId: entry.id,
    });
    await uncounted(() => broken.unrepost(one.id, 'c', change(10)));
    t.match(await first.unrepost(one.id, 'c', { ...change(10), repeated: true }), { counts: { reposts: 0 } });

    const quote = examplePost({ id: idOf(11), authorId: 'b', quotedId: one.id });
    await uncounted(() => broken.createPost(quote));
    t.equal(await first.postOfWrite(quote.id), quote.id);
    t.match(await counts(), { quotes: 1 });
    const reply = examplePost({ id: idOf(12), authorId: 'b', replyToId: one.id });
    await uncounted(() => broken.createPost(reply));
    t.equal(await first.createPost({ ...reply, id: idOf(13) }), reply.id);
    t.match(await counts(), { quotes: 1, replies: 1 });
    const removal = { postId: reply.id, removalId: 'r', actorId: 'b' };
    await uncounted(() => broken.deletePost(removal));
    t.equal(await first.deletePost(removal), true);
    t.match(await counts(), { quotes: 1, replies: 0 });
  });

  await t.test("a half-written post of one process is complete in another one's response", async (t) => {
    await setup();
    /** Writes all rows of a batch except counted ones, waits for `during`, and writes those. */
    let during = async () => {};
    const slow = await process({
      ...db,
      async batch(statements) {
        const isCounted = ({ cql }: Statement) => /INTO :(post_like|post_repost|reply|quote) /.test(cql);
        await db.batch(statements.filter((each) => !isCounted(each)));
        await during();
        await db.batch(statements.filter(isCounted));
      },
    });
    const counts = async () => (await first.states([one.id])).get(one.id)?.counts;
    const again = (n: number) => ({ ...change(n), repeated: true });
    const entry = { id: idOf(9), stamp: 'push' } as const;
    const [reply, quote] = [
      examplePost({ id: idOf(11), authorId: 'b', replyToId: one.id }),
      examplePost({ id: idOf(12), authorId: 'b', quotedId: one.id }),
    ];
    const removal = { postId: reply.id, removalId: 'r', actorId: 'b' };
    const cases: readonly [string, object, (store: typeof first, repeated: boolean) => Promise<unknown>][] = [
      ['a like', { likes: 1 }, (store, repeated) => store.like(one.id, 'c', repeated ? again(7) : change(7))],
      [
        'its end',
        { likes: 0 },
        (store, repeated) => store.unlike(one.id, 'c', repeated ? again(8) : change(8)),
      ],
      [
        'a repost',
        { reposts: 1 },
        (store, repeated) => store.repost(one.id, 'c', repeated ? again(9) : change(9), entry),
      ],
      [
        'its end',
        { reposts: 0 },
        (store, repeated) => store.unrepost(one.id, 'c', repeated ? again(10) : change(10)),
      ],
      ['a reply', { replies: 1 }, (store) => store.createPost(reply)],
      ['a quote', { quotes: 1 }, (store) => store.createPost(quote)],
      ['a removal', { replies: 0, quotes: 1 }, (store) => store.deletePost(removal)],
    ];
    for (const [what, expected, work] of cases) {
      let seen: object | undefined;
      during = async () => {
        during = async () => {};
        await work(second, true);
        seen = await counts();
      };
      await work(slow, false);
      t.match(seen, expected, what);
      t.match(await counts(), expected, `${what}, afterwards`);
    }
  });

  await t.test('a half-written post is in the lists of the caller who gets it as a response', async (t) => {
    await setup();
    let during = async () => {};
    const slow = await process({
      ...db,
      async batch(statements) {
        const isListed = ({ cql }: Statement) => /INTO :(entry|author_head) /.test(cql);
        await db.batch(statements.filter((each) => !isListed(each)));
        await during();
        await db.batch(statements.filter(isListed));
      },
    });
    const listed = async () => (await second.authorEntries([{ authorId: 'b', before: '' }], 9, false))[0];
    const heads = () => second.authorHeads(['b']);
    for (const [n, again] of [
      [21, async (post: typeof one) => second.createPost({ ...post, id: idOf(31) })],
      [22, async (post: typeof one) => second.postOfWrite(post.id)],
    ] as const) {
      const post = examplePost({ id: idOf(n), authorId: 'b', stamp: 'pull' });
      during = async () => {
        during = async () => {};
        t.equal(await again(post), post.id);
        t.equal((await listed())?.[0]?.id, post.id);
        t.match(await heads(), [{ lastEntryId: post.id }]);
      };
      await slow.createPost(post);
      t.match(await listed(), [{ id: post.id, stamp: 'pull' }, ...(n === 21 ? [] : [{}])]);
    }
  });

  await t.test('the next repost, or a purge, removes all remains of a partly removed one', async (t) => {
    await setup();
    const refused = domainErrorLike('DEPENDENCY_UNAVAILABLE');
    const entry = (n: number) => ({ id: idOf(n), stamp: 'push' }) as const;
    const listed = async () =>
      (await first.authorEntries([{ authorId: 'c', before: '' }], 9, false)).flat().map(({ id }) => id);

    await first.repost(one.id, 'c', change(7), entry(7));
    failing.batches = 1;
    await t.rejects(broken.unrepost(one.id, 'c', change(8)), refused);
    t.match(await first.repost(one.id, 'c', change(9), entry(9)), {
      counts: { reposts: 1 },
      repostId: idOf(9),
    });
    t.same(await listed(), [idOf(9)]);
    t.match(await first.unrepost(one.id, 'c', change(10)), { counts: { reposts: 0 } });
    t.same(await listed(), []);

    await first.repost(one.id, 'c', change(11), entry(11));
    failing.batches = 1;
    await t.rejects(broken.unrepost(one.id, 'c', change(12)), refused);
    while (await first.purge('c', 10));
    t.same(await first.reposterIds(one.id, '', 9), []);
    t.same(await listed(), []);
    const [reposts] = await first.reposts([{ subjectId: one.id, from: '', before: '' }], 9);
    t.same(reposts, []);
    t.match((await first.states([one.id])).get(one.id), { counts: { reposts: 0 } });
  });

  await t.test('rows of a famous post are counted, however long it takes', async (t) => {
    await setup();
    await first.like(one.id, 'b', change(5));
    const counted = 'INSERT INTO :post_count (post_id, kind, bucket, n) VALUES (?, ?, ?, ?)';
    await db.run({ cql: counted, values: [one.id, 'likes', bucketOf('b'), 1_000] });
    const slow = await process({
      ...db,
      async get(cql, ...values) {
        if (cql.includes('count(*)') && cql.includes('post_like')) {
          throw new DomainError('DEPENDENCY_UNAVAILABLE', 'no answer in time');
        }
        return db.get(cql, ...values);
      },
    });
    await slow.recount({ postId: one.id, actorId: 'b', timeMs: Date.now() });
    t.match((await first.states([one.id])).get(one.id), { counts: { likes: 1 } });
  });

  await t.test('a count by a process whose clock is ahead lives no longer than others', async (t) => {
    await setup();
    const ahead = 'INSERT INTO :post_count (post_id, kind, bucket, n) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';
    const wrongly = async (kind: string, bucket: number) => {
      const at = BigInt((Date.now() + 60_000) * 1_000);
      await db.run({ cql: ahead, values: [one.id, kind, bucket, 9, at] });
    };
    await wrongly('likes', bucketOf('b'));
    t.match(await first.like(one.id, 'b', change(5)), { counts: { likes: 1 } });
    await wrongly('likes', bucketOf('b'));
    await second.recount({ postId: one.id, actorId: 'b', timeMs: Date.now() });
    t.match((await first.states([one.id])).get(one.id), { counts: { likes: 1 } });
  });

  await t.test('counts left wrong by an interrupted change are right after a recount', async (t) => {
    await setup();
    const wrong = { ...db, run: async () => {} };
    const forgetful = await process(wrong);
    await forgetful.like(one.id, 'b', change(5));
    t.match((await first.states([one.id])).get(one.id), { counts: { likes: 0 } });
    const changed = { postId: one.id, actorId: 'b', timeMs: Date.now() };
    await first.recount(changed);
    await first.recount(changed);
    t.match((await first.states([one.id])).get(one.id), { counts: { likes: 1 } });
  });
});
