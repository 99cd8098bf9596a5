import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import t from 'tap';
import { EventSchema } from '../../../gen/ts/skein/event/v1/event_pb.ts';
import { testClock } from '../../../platform/clock.ts';
import { dispatch } from '../../hosting/consume.ts';
import { memoryRings } from '../adapters/memory-rings.ts';
import { liveReaders } from '../domain/live-readers.ts';
import { pullAuthors } from '../domain/pull-authors.ts';
import { removals } from '../domain/removals.ts';
import { ringNewestFirst } from '../domain/ring.ts';
import { liveEvents } from './live-events.ts';

const [reader, elsewhere, author, post] = ['1', '2', '3', '4'].map((n) => n.padEnd(19, '0')) as [
  string,
  string,
  string,
  string,
];
const event = (payload: MessageInitShape<typeof EventSchema>['payload']) => ({
  timeMs: 1,
  value: toBinary(EventSchema, create(EventSchema, { actorId: author, requestId: 'r', payload })),
});
const created = (push: boolean) =>
  event({ case: 'entryCreated', value: { entryId: post, subjectId: post, push } });

const context = { signal: new AbortController().signal };

async function process() {
  const rings = memoryRings({ clock: testClock(), ttlMs: 1000, maxBytes: 1 << 20 });
  const live = liveReaders();
  const pulls = pullAuthors();
  const log: string[] = [];
  const ids = async (readerId: string) =>
    [...ringNewestFirst((await rings.read(readerId))!, 0n)].map(({ entryId }) => entryId);
  live.join({
    readerId: reader,
    // What a stream reads as soon as it is woken.
    wake: () => void ids(reader).then((seen) => log.push(`saw ${seen.length}`)),
    removed: (id) => log.push(`removed ${id}`),
  });
  live.follow(reader, 1n, new Set([reader, author]));
  for (const each of [reader, elsewhere, author]) await rings.open(each);
  const handle = dispatch('post', liveEvents({ rings, live, pulls, removals: removals(live) }));
  return {
    ids,
    live,
    pulls,
    log,
    handle: (record: Parameters<typeof handle>[0]) => handle(record, context),
  };
}

t.test('an entry is in the rings of local streams before the streams are woken', async (t) => {
  const { ids, log, handle } = await process();
  await handle(created(true));
  await handle(created(true));
  t.strictSame([await ids(reader), await ids(elsewhere), await ids(author)], [[post], [], []]);
  t.strictSame(log, ['saw 1', 'saw 1']);
});

t.test('the author’s own stream is woken too', async (t) => {
  const { ids, live, log, handle } = await process();
  live.join({ readerId: author, wake: () => log.push('author'), removed: () => {} });
  await handle(created(true));
  t.strictSame(await ids(author), [post]);
  t.ok(log.includes('author'));
});

t.test(
  'an author merged at read is noted in this process, and the entry wakes the followers’ streams',
  async (t) => {
    const { ids, pulls, log, handle } = await process();
    await handle(created(false));
    t.strictSame(await ids(reader), []);
    t.strictSame(log, ['saw 0']);
    t.strictSame(pulls.among(new Set([author]), post), [author]);
  },
);

t.test('streams send the removal of a post, but not of a repost', async (t) => {
  const { log, handle } = await process();
  await handle(
    event({ case: 'entryRemoved', value: { entryId: '9', subjectId: post, subjectAuthorId: author } }),
  );
  await handle(
    event({ case: 'entryRemoved', value: { entryId: post, subjectId: post, subjectAuthorId: author } }),
  );
  t.strictSame(log, [`removed ${post}`]);
});
