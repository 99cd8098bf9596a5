import fc from 'fast-check';
import t from 'tap';
import { testClock } from '../../../platform/clock.ts';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import type { RingStore } from '../ports.ts';
import { deliveredWatermarkByAge } from './delivered-watermark.ts';
import { fanOut } from './fan-out.ts';
import { liveReaders } from './live-readers.ts';
import { lowWatermark } from './low-watermark.ts';
import { pullAuthors } from './pull-authors.ts';

const entry = { entryId: '2', actorId: 'author', subjectId: '2' };
const readers = Array.from({ length: 25 }, (_, n) => `r${String(n).padStart(2, '0')}`);

/** Rings that record the readers of each slice. The author has a ring; readers with an odd number have none. */
function recordedRings(pushed: string[][]): RingStore {
  return {
    push: async (_entry: unknown, readerIds: readonly string[]) => {
      pushed.push([...readerIds]);
      return readerIds.filter((id) => id === 'author' || Number(id.slice(1)) % 2 === 0);
    },
  } as Partial<RingStore> as RingStore;
}

const followers = {
  page: async (_authorId: string, afterId: string, limit: number) =>
    readers.filter((id) => id > afterId).slice(0, limit),
};

t.test(
  'an entry is pushed first to readers with an open stream and to its author, then to all others in slices, each once',
  async (t) => {
    const pushed: string[][] = [];
    const woken: string[] = [];
    const live = liveReaders();
    const join = (readerId: string, follows = true) => {
      const leave = live.join({ readerId, wake: () => woken.push(readerId), removed() {} });
      if (follows) live.follow(readerId, 1n, new Set([readerId, 'author']));
      return leave;
    };
    const leave = join('r20');
    join('r20');
    join('r21');
    join('author', false);
    join('r04', false);
    const rings = recordedRings(pushed);
    await fanOut(entry, { rings, followers, live, sliceSize: 10 });
    t.strictSame(pushed[0], ['author', 'r20', 'r21']);
    t.strictSame(
      pushed.slice(1).map(({ length }) => length),
      [10, 10, 3],
    );
    t.strictSame(pushed.flat().sort(), ['author', ...readers]);
    // Woken: the author, both streams of the reader with a ring, and the reader whose stream does not know of the follow yet.
    t.strictSame(woken, ['author', 'r20', 'r20', 'r04']);
    t.equal(live.size(), 5);
    leave();
    leave();
    t.equal(live.size(), 4);
    t.strictSame(live.following('author').sort(), ['author', 'r20', 'r21']);
  },
);

t.test(
  'after a full last slice the next one is read, and an author without followers needs no slice',
  async (t) => {
    for (const [sliceSize, pushes] of [
      [5, 1 + 5],
      [25, 1 + 1],
      [26, 1],
    ] as const) {
      const pushed: string[][] = [];
      await fanOut(entry, { rings: recordedRings(pushed), followers, live: liveReaders(), sliceSize });
      t.equal(pushed.length, pushes);
      t.strictSame(pushed.flat(), ['author', ...readers]);
    }
    const pushed: string[][] = [];
    const nobody = { page: async () => [] };
    await fanOut(entry, {
      rings: recordedRings(pushed),
      followers: nobody,
      live: liveReaders(),
      sliceSize: 5,
    });
    t.strictSame(pushed, [['author']]);
  },
);

t.test(
  'a fan-out that ends between slices, by a stop or a failure, starts again from the beginning',
  async (t) => {
    const pushed: string[][] = [];
    const stopping = new AbortController();
    const rings = recordedRings(pushed);
    const options = { rings, followers, live: liveReaders(), sliceSize: 10 };
    const stopped = {
      page: async (authorId: string, afterId: string, limit: number) => {
        // The third check: by then two slices are pushed, after the author.
        if (afterId > readers[10]!) stopping.abort(new Error('stopping'));
        return followers.page(authorId, afterId, limit);
      },
    };
    await t.rejects(fanOut(entry, { ...options, followers: stopped }, stopping.signal), {
      message: 'stopping',
    });
    t.equal(pushed.length, 3);
    const broken = { ...rings, push: async () => Promise.reject(new Error('no ring store')) };
    await t.rejects(fanOut(entry, { ...options, rings: broken }), { message: 'no ring store' });
    pushed.length = 0;
    await fanOut(entry, options, new AbortController().signal);
    t.strictSame(pushed.flat(), ['author', ...readers]);
  },
);

t.test(
  'the low watermark is below every entry that is not fanned out, never falls, and is reused for a moment',
  async (t) => {
    const at = fc.nat({ max: 5_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ announced: at, unfinished: fc.option(at, { nil: undefined }), skew: at })),
        async (answers) => {
          const clock = testClock();
          const startMs = clock.nowMs();
          let now = answers[0];
          const skewMs = now?.skew ?? 0;
          const watermark = lowWatermark({
            clock,
            times: { timeOf, idAtTime },
            skewMs,
            deliveredWatermarkMs: deliveredWatermarkByAge(
              async () => startMs + now!.announced,
              async () => (now!.unfinished === undefined ? undefined : startMs + now!.unfinished),
            ),
            reuseMs: 20,
          });
          let last = '';
          let highestMs = 0;
          for (now of answers) {
            clock.advance(20);
            const id = await watermark.now();
            highestMs = Math.max(
              highestMs,
              startMs + Math.min(now.announced, now.unfinished ?? now.announced) - skewMs,
            );
            if (id < last || timeOf(id) !== highestMs) return false;
            last = id;
          }
          return true;
        },
      ),
    );

    const clock = testClock();
    let asked = 0;
    let answer: number | undefined = 0;
    const watermark = lowWatermark({
      clock,
      times: { timeOf, idAtTime },
      skewMs: 500,
      deliveredWatermarkMs: deliveredWatermarkByAge(
        async () => clock.nowMs(),
        async () => {
          asked += 1;
          return answer;
        },
      ),
      reuseMs: 20,
    });
    t.equal(await watermark.now(), '0'.repeat(19), 'before anything is known it is below every id');
    answer = undefined;
    clock.advance(20);
    const [one, two] = await Promise.all([watermark.now(), watermark.now()]);
    t.equal(one, two);
    t.equal(await watermark.now(), one);
    t.equal(asked, 2);
    t.equal(timeOf(one), clock.nowMs() - 500);
    const broken = lowWatermark({
      clock,
      times: { timeOf, idAtTime },
      skewMs: 0,
      deliveredWatermarkMs: deliveredWatermarkByAge(
        async () => (asked++ === 2 ? Promise.reject(new Error('down')) : clock.nowMs()),
        async () => undefined,
      ),
      reuseMs: 20,
    });
    await t.rejects(broken.now(), { message: 'down' });
    t.equal(timeOf(await broken.now()), clock.nowMs(), 'a failure is not reused');
  },
);

t.test('authors merged at read are those with such an entry at or above the ring’s bound', async (t) => {
  const pulls = pullAuthors();
  pulls.note('a', '5');
  pulls.note('a', '3');
  pulls.note('b', '9');
  pulls.note('c', '9');
  t.strictSame(pulls.among(new Set(['a', 'b']), '5'), ['a', 'b']);
  t.strictSame(pulls.among(new Set(['a', 'b']), '6'), ['b']);
});
