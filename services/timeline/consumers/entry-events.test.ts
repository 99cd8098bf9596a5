import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import t, { type Test } from 'tap';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { dispatch } from '../../hosting/consume.ts';
import { memoryRings } from '../adapters/memory-rings.ts';
import { expiringMap } from '../domain/expiring-map.ts';
import { liveReaders } from '../domain/live-readers.ts';
import { pullAuthors } from '../domain/pull-authors.ts';
import { removals } from '../domain/removals.ts';
import { ringNewestFirst } from '../domain/ring.ts';
import { entryEvents } from './entry-events.ts';

const reader = '1000000000000000000';
const author = '2000000000000000000';
const post = '3000000000000000000';
const signal = new AbortController().signal;

function event(
  payload: MessageInitShape<typeof EventSchema>['payload'],
  { actorId = author, requestId = 'r' } = {},
): { value: Uint8Array; timeMs: number } {
  return { timeMs: 1, value: toBinary(EventSchema, create(EventSchema, { actorId, requestId, payload })) };
}
const removed = (
  value: Partial<Record<'entryId' | 'subjectAuthorId', string>> = {},
  actorId = author,
  requestId = 'r',
) =>
  event(
    { case: 'entryRemoved', value: { entryId: post, subjectId: post, subjectAuthorId: author, ...value } },
    { actorId, requestId },
  );
const created = (push: boolean) =>
  event({ case: 'entryCreated', value: { entryId: post, subjectId: post, push } });

function consumer(t: Test) {
  const clock = testClock();
  const rings = memoryRings({ clock, ttlMs: 1_000_000, maxBytes: 1 << 20 });
  const log: string[] = [];
  const live = liveReaders();
  live.join({
    readerId: reader,
    wake: () => log.push('wake'),
    removed: (id) => log.push(`removed ${id}`),
  });
  live.follow(reader, 1n, new Set([reader, author]));
  const pulls = pullAuthors();
  const events = entryEvents({
    rings,
    live,
    pulls,
    removals: removals(live),
    recent: expiringMap({ clock, lifeMs: 60_000, max: 3 }),
    followers: { page: async (_, afterId) => (afterId === '' ? [reader] : []) },
    restamp: async (actorId, entryId) => void log.push(`restamp ${actorId} ${entryId}`),
    sliceSize: 10,
  });
  t.equal(log.length, 0);
  const handle = dispatch('post', events.on);
  return { clock, rings, log, pulls, events, handle, authors: () => pulls.among(new Set([author]), post) };
}

t.test('a pushed entry is in rings and wakes streams; its event may repeat', async (t) => {
  const { rings, log, handle, authors } = consumer(t);
  await rings.open(reader);
  await handle(created(true), { signal });
  await handle(created(true), { signal });
  const ring = [...ringNewestFirst((await rings.read(reader))!, 0n)];
  t.strictSame(ring, [{ entryId: post, actorId: author, subjectId: post }]);
  t.ok(log.length > 0 && log.every((each) => each === 'wake'));
  t.strictSame(authors(), []);
});

t.test('entries pushed in the last minute are pushed again to rings that lost them', async (t) => {
  const { clock, rings, events, handle } = consumer(t);
  const entry = (n: number, push = true) => {
    const entryId = `300000000000000000${n}`;
    return event({ case: 'entryCreated', value: { entryId, subjectId: entryId, push } });
  };
  const lost = async (readerId: string) => {
    await rings.drop(readerId);
    await rings.open(readerId);
  };
  const idsOf = async (readerId: string) =>
    [...ringNewestFirst((await rings.read(readerId))!, 0n)].map(({ entryId }) => Number(entryId.slice(-1)));
  await handle(entry(1), { signal });
  clock.advance(60_001);
  await handle(entry(2), { signal });
  await handle(entry(3, false), { signal });
  await handle(entry(2), { signal });
  for (const each of [reader, author]) await lost(each);
  t.equal(await events.replay(signal), 2, 'each once');
  t.strictSame(await idsOf(reader), [2], 'neither older entries nor those merged at read');
  t.strictSame(await idsOf(author), [3, 2], 'the author’s own ring has it too');
  for (const n of [4, 5, 6]) await handle(entry(n), { signal });
  await lost(reader);
  t.equal(await events.replay(signal), 3, 'at most the newest');
  t.strictSame(await idsOf(reader), [6, 5, 4]);
  await t.rejects(events.replay(AbortSignal.abort(new Error('stopping'))), /stopping/);
});

t.test('an entry that is merged at read is noted and wakes the followers’ streams', async (t) => {
  const { rings, log, handle, authors } = consumer(t);
  await rings.open(reader);
  await handle(created(false), { signal });
  t.strictSame([...ringNewestFirst((await rings.read(reader))!, 0n)], []);
  t.strictSame(log, ['wake']);
  t.strictSame(authors(), [author]);
});

t.test('the ring of a famous author is kept at any age; other rings expire', async (t) => {
  const { clock, rings, handle } = consumer(t);
  for (const each of [reader, author]) await rings.open(each);
  await handle(created(false), { signal });
  clock.advance(10 * 86_400_000);
  t.ok(await rings.read(author));
  t.equal(await rings.read(reader), undefined);
});

t.test('streams send the removal of a post, but not of a repost', async (t) => {
  const { log, handle } = consumer(t);
  await handle(removed({ entryId: author }), { signal });
  t.strictSame(log, []);
  await handle(removed(), { signal });
  t.strictSame(log, [`removed ${post}`]);
});

t.test('the removal of a post reaches the author’s followers, whoever removed it', async (t) => {
  const { log, handle } = consumer(t);
  await handle(removed({ subjectAuthorId: post }, author), { signal });
  t.strictSame(log, []);
  await handle(removed({}, post), { signal });
  t.strictSame(log, [`removed ${post}`]);
});

t.test('the removal of a reposted post reaches the reposter’s followers', async (t) => {
  const { log, handle } = consumer(t);
  const repost = { entryId: '4000000000000000000', subjectId: post, push: true };
  await handle(event({ case: 'entryCreated', value: repost }), { signal });
  log.length = 0;
  await handle(removed({ subjectAuthorId: post }), { signal });
  t.strictSame(log, [`removed ${post}`]);
});

t.test('the purge of an account sends no removals', async (t) => {
  const { log, handle } = consumer(t);
  await handle(removed({}, author, ''), { signal });
  t.strictSame(log, []);
});

t.test('an entry that could not be fanned out is merged at read afterwards', async (t) => {
  const { log, events, authors } = consumer(t);
  await events.giveUp(created(true));
  t.strictSame(log, [`restamp ${author} ${post}`, 'wake']);
  t.strictSame(authors(), [author]);
});

t.test('an event that can’t be decoded does not block later events', async (t) => {
  const { log, events, handle } = consumer(t);
  const broken = { timeMs: 1, value: Uint8Array.of(255, 255, 255) };
  await t.rejects(handle(broken, { signal }));
  await events.giveUp(broken);
  await events.giveUp(event({ case: 'countsDirty', value: { postId: post } }));
  t.strictSame(log, []);
});
