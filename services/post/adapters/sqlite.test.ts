import { fromBinary } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { outboxMigration, sqliteOutbox } from '../../../platform/events/outbox.ts';
import { type Database, openDatabase } from '../../../platform/sqlite/database.ts';
import { examplePost } from '../conformance/example.ts';
import { postStoreConformance } from '../conformance.ts';
import { memoryReads } from '../decorators/memory-reads.ts';
import { announcements } from './announcements.ts';
import { migrations } from './migrations.ts';
import { sqlitePostStore } from './sqlite.ts';

const folder = t.testdir();
let files = 0;

function opened(t: Test): {
  db: Database;
  store: ReturnType<typeof sqlitePostStore>;
  events: () => Promise<unknown[]>;
} {
  const db = openDatabase({
    file: `${folder}/${++files}/post.db`,
    migrations: [...migrations, outboxMigration],
  });
  t.teardown(() => db.close());
  const outbox = sqliteOutbox(db);
  let last = 0;
  const rows = sqlitePostStore({
    db,
    announcements: announcements({
      add: outbox.append,
      newEventId: () => `e${++last}`,
      nowMs: () => Date.UTC(2026, 0, 1),
    }),
    newRemovalId: () => `r${++last}`,
  });
  // A small cache, so that some rows come from memory and others from the file.
  const store = memoryReads(rows, db, 8_000);
  const events = async () =>
    (await outbox.next(1000, [])).map(({ topic, key, value }) => {
      const { actorId, payload } = fromBinary(EventSchema, value);
      return { topic, key, actorId, ...payload };
    });
  return { db, store, events };
}

t.test('a PostStore', async (t) => postStoreConformance(t, async (t) => opened(t).store));

t.test(
  'a change stores its events in the same transaction; without a change there is no event',
  async (t) => {
    const { store, events } = opened(t);
    await store.createPost(examplePost({ id: '1', authorId: 'a' }));
    const reply = examplePost({
      id: '2',
      authorId: 'b',
      replyToId: '1',
      replyToAuthorId: 'a',
      rootId: '1',
      mentions: [
        { start: 0, end: 2, handle: 'c', userId: 'c' },
        { start: 3, end: 5, handle: 'c', userId: 'c' },
      ],
    });
    await store.createPost(reply);
    await store.createPost(reply);
    await store.like('1', 'b', { id: '11', repeated: false });
    await store.like('1', 'b', { id: '12', repeated: false });
    await store.repost('1', 'b', { id: '3', repeated: false }, { id: '3', stamp: 'pull' });
    await store.repost('1', 'b', { id: '4', repeated: false }, { id: '4', stamp: 'pull' });
    await store.unlike('1', 'b', { id: '13', repeated: false });
    await store.unrepost('1', 'b', { id: '14', repeated: false });
    await store.unrepost('1', 'b', { id: '15', repeated: false });
    await store.deletePost({ postId: '2', removalId: '5', actorId: 'moderator' });
    const dirty = { topic: 'count', key: '1', case: 'countsDirty', value: { postId: '1' } };
    const act = (kind: number) => ({
      topic: 'action',
      key: 'b',
      actorId: 'b',
      case: 'actionTaken',
      value: { kind, postId: '1', targetUserId: 'a' },
    });
    const announced = await events();
    t.match(announced, [
      { topic: 'post', key: 'a', case: 'entryCreated', value: { entryId: '1', subjectId: '1', push: true } },
      dirty,
      {
        topic: 'post',
        key: 'b',
        case: 'entryCreated',
        value: { entryId: '2', replyToPostId: '1', replyToAuthorId: 'a', mentionedUserIds: ['c'] },
      },
      dirty,
      act(2),
      dirty,
      {
        topic: 'post',
        key: 'b',
        case: 'entryCreated',
        value: { entryId: '3', subjectId: '1', subjectAuthorId: 'a', push: false },
      },
      act(4),
      dirty,
      act(3),
      dirty,
      {
        topic: 'post',
        key: 'b',
        case: 'entryRemoved',
        value: { entryId: '3', subjectId: '1', subjectAuthorId: 'a' },
      },
      { ...dirty, actorId: 'moderator' },
      {
        topic: 'post',
        key: 'b',
        actorId: 'moderator',
        case: 'entryRemoved',
        value: { entryId: '2', subjectId: '2' },
      },
    ]);
    t.equal(announced.length, 14);
  },
);

t.test('the lists of a page are read by index, never by a scan', async (t) => {
  const { db } = opened(t);
  const plans = [
    "SELECT id FROM post WHERE reply_to_id = ? AND reply_to_id <> '' AND id > ? ORDER BY id LIMIT 9",
    "SELECT id FROM post WHERE quoted_id = ? AND quoted_id <> '' AND id < ? ORDER BY id DESC LIMIT 9",
    'SELECT e.id FROM entry e JOIN post p ON p.id = e.subject_id WHERE e.author_id = ? AND e.id < ? ORDER BY e.id DESC LIMIT 9',
    'SELECT e.id FROM entry e JOIN post p ON p.id = e.subject_id WHERE e.author_id = ? AND e.id < ? AND e.stamp = 2 ORDER BY e.id DESC LIMIT 9',
    'SELECT r.id FROM repost r JOIN post p ON p.id = r.post_id WHERE r.post_id = ? AND r.standing = 1 AND r.id >= ? AND r.id < ? ORDER BY r.id DESC LIMIT 9',
    "SELECT * FROM author_head WHERE last_pull_entry_id <> '' AND author_id > ? ORDER BY author_id LIMIT 9",
  ];
  for (const sql of plans) {
    const steps = db
      .read((rows) => rows.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`))
      .map(({ detail }) => detail);
    t.notOk(
      steps.some((detail) => /SCAN (?!.*CONSTANT)|TEMP B-TREE/.test(detail)),
      `${sql}: ${steps}`,
    );
  }
});

t.test('counts that do not agree with their rows are found part by part, and corrected', async (t) => {
  const { db, store } = opened(t);
  for (const id of ['1', '2', '3', '4', '5'])
    await store.createPost(examplePost({ id, authorId: 'a', ...(id === '5' && { replyToId: '1' }) }));
  for (const id of ['1', '2']) await store.like(id, 'b', { id: `1${id}`, repeated: false });
  const verify = (afterId: string, repair = false) => store.verifyCounts({ afterId, limit: 2, repair });
  t.strictSame(await verify(''), { checked: 2, mismatches: [], nextAfterId: '2' });
  await db.write((tx) => {
    tx.run('UPDATE post SET like_count = 7, quote_count = 1 WHERE id = 1');
    tx.run('UPDATE post SET repost_count = 3 WHERE id = 4');
  });
  await store.states(['1', '4']);
  const likes = { subjectId: '1', name: 'like_count', storedValue: 7, countedValue: 1 };
  const quotes = { subjectId: '1', name: 'quote_count', storedValue: 1, countedValue: 0 };
  const reposts = { subjectId: '4', name: 'repost_count', storedValue: 3, countedValue: 0 };
  const order = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  for (const repair of [false, true]) {
    t.strictSame((await verify('', repair)).mismatches.toSorted(order), [likes, quotes]);
    t.strictSame(await verify('2', repair), { checked: 2, mismatches: [reposts], nextAfterId: '4' });
    t.strictSame(await verify('4', repair), { checked: 1, mismatches: [], nextAfterId: '' });
  }
  t.strictSame((await verify('', true)).mismatches, []);
  const states = await store.states(['1', '4']);
  t.match(states.get('1')!.counts, { replies: 1, likes: 1, quotes: 0 });
  t.match(states.get('4')!.counts, { reposts: 0 }, 'what was in memory is corrected, too');
});
