// Engines: dgraph redis
import t from 'tap';
import { openDgraph } from '../../platform/dgraph/dgraph.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { dgraphOutbox, dgraphOutboxMigration } from '../../platform/events/outbox-dgraph.ts';
import { graphSchema, namesBelow } from '../../services/graph/adapters/dgraph/schema.ts';
import { dgraphGraphStore } from '../../services/graph/adapters/dgraph/store.ts';
import { redisGraphCaches } from '../../services/graph/adapters/engines.ts';
import { changeOf } from '../../services/graph/conformance/subject.ts';
import { graphStoreConformance } from '../../services/graph/conformance.ts';
import { cachedGraphs, invalidateGraphs } from '../../services/graph/decorators/cached-graphs.ts';
import type { RelationKind } from '../../services/graph/domain/relation.ts';
import { publishedChangeOf } from '../../services/graph/testing/published-change.ts';
import { dgraphOfTests, testPredicates } from './dgraph.ts';
import { connectedRedisOfTest } from './redis.ts';

const steps = (prefix: string) => [graphSchema(namesBelow(prefix)), dgraphOutboxMigration(prefix)];

t.test('the Dgraph store passes the conformance suite', (t) =>
  graphStoreConformance(t, async (t) => {
    const { db, prefix } = await testPredicates(t, steps);
    const outbox = dgraphOutbox(db, prefix, Date.now);
    return {
      store: dgraphGraphStore({ db, outbox, prefix, purging: async () => {} }),
      published: async () => (await outbox.next(1_000_000, [])).map(publishedChangeOf),
    };
  }),
);

t.test('the Dgraph store behind the caches in Redis passes it, too', (t) =>
  graphStoreConformance(t, async (t) => {
    const { db, prefix } = await testPredicates(t, steps);
    const redis = await connectedRedisOfTest(t);
    const caches = redisGraphCaches(redis.client, redis.prefix);
    const outbox = dgraphOutbox(db, prefix, Date.now);
    const store = dgraphGraphStore({ db, outbox, prefix, purging: invalidateGraphs(caches) });
    return {
      store: cachedGraphs({ ...caches, store, ttlMs: 60_000 }),
      published: async () => (await outbox.next(1_000_000, [])).map(publishedChangeOf),
    };
  }),
);

t.test('concurrent changes of two processes are serializable', async (t) => {
  const { db, prefix } = await testPredicates(t, steps);
  const other = await openDgraph(dgraphOfTests());
  t.teardown(() => other.close());
  const outbox = dgraphOutbox(db, prefix, Date.now);
  const stores = [db, other].map((each) =>
    dgraphGraphStore({
      db: each,
      outbox: dgraphOutbox(each, prefix, Date.now),
      prefix,
      purging: async () => {},
    }),
  );
  const store = stores[0]!;
  const people = ['a', 'b', 'c', 'd'];
  const kinds: RelationKind[] = [
    'FOLLOWED',
    'FOLLOWED',
    'UNFOLLOWED',
    'BLOCKED',
    'UNBLOCKED',
    'MUTED',
    'UNMUTED',
  ];
  const limit = 2;
  const grown = new Map(people.map((id) => [id, 1]));
  let changes = 0;

  const change = async (n: number) => {
    const [actorId, targetId] = [people[n % 4]!, people[(n + 1 + (n % 3)) % 4]!];
    if (actorId === targetId) return;
    const kind = kinds[(n * 31) % kinds.length]!;
    const of = {
      actorId,
      targetId,
      eventId: `e${n}`,
      requestId: '',
      mayRepeat: n % 2 === 0,
      timeMs: 1_000 + n,
    };
    const answer = await changeOf(stores[n % 2]!, kind, of, limit).catch((error) => {
      if (error instanceof DomainError && error.reason !== 'CONFLICT') return { changed: false };
      throw error;
    });
    if (!answer.changed) return;
    changes++;
    const both = kind === 'BLOCKED' || kind === 'UNBLOCKED';
    for (const id of both ? [actorId, targetId] : [actorId]) grown.set(id, grown.get(id)! + 1);
  };
  for (let round = 0; round < 12; round++) {
    await Promise.all(Array.from({ length: 14 }, (_, i) => change(round * 14 + i)));
  }

  t.ok(changes > 30, `${changes} changes`);
  t.equal((await outbox.next(10_000, [])).length, changes, 'each is reported once');
  for (const id of people) {
    const graph = await store.viewerGraph(id, 0);
    t.equal(graph.version, grown.get(id), `version of ${id}`);
    t.ok(graph.followingIds.length <= limit);
    t.same(
      graph.followingIds.filter((other) => graph.blockedIds.includes(other)),
      [],
      'no follow stands beside a block',
    );
    const followers = await store.list('followers', id, '', 10);
    t.equal((await store.counts([id]))[0]!.followerCount, followers.length);
    for (const follower of followers) {
      t.ok((await store.viewerGraph(follower, 0)).followingIds.includes(id), 'both ends agree');
    }
  }
});
