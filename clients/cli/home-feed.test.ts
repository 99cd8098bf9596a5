import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import t from 'tap';
import {
  ListHomeTimelineResponseSchema,
  StreamHomeTimelineResponseSchema,
} from '../../gen/ts/skein/timeline/v1/timeline_service_pb.ts';
import { testClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors.ts';
import { homeFeed } from './home-feed.ts';

const added = (resumeToken: string, ...ids: number[]) =>
  create(StreamHomeTimelineResponseSchema, {
    resumeToken,
    event: { case: 'added', value: { entries: ids.map((id) => ({ entryId: String(id) })) } },
  });

/** A timeline to list, and streams that give these messages and then break. */
function feedOf(
  timeline: number[],
  streams: readonly (readonly [ReturnType<typeof added>[], ConnectError])[],
  last = 2,
  meanwhile: () => unknown = () => {},
  beforeSecond: () => unknown = () => {},
  { emptyPages = false } = {},
) {
  const left = [...streams];
  const asked: string[] = [];
  const broken: ConnectError[] = [];
  const stop = new AbortController();
  // Pauses end at once: they are not what is tested.
  const clock = { ...testClock(), after: soon };
  const feed = homeFeed({
    async list(pageSize, pageToken) {
      const [from = 0, empty = 0] = pageToken.split(' ').map(Number);
      if (emptyPages && pageToken !== '' && empty === 0) {
        return create(ListHomeTimelineResponseSchema, { nextPageToken: `${from} 1` });
      }
      const newestFirst = timeline.toSorted((a, b) => b - a).slice(from, from + Math.min(pageSize, 3));
      const more = from + newestFirst.length < timeline.length;
      return create(ListHomeTimelineResponseSchema, {
        entries: newestFirst.map((id) => ({ entryId: String(id) })),
        nextPageToken: more ? String(from + newestFirst.length) : '',
        resumeToken: pageToken === '' ? `list of ${timeline.length}` : '',
      });
    },
    async *stream(resumeToken) {
      asked.push(resumeToken);
      const next = left.shift();
      if (next === undefined) return stop.abort();
      if (asked.length === 2) beforeSecond();
      yield* next[0];
      if (left.length === 1) meanwhile();
      throw next[1];
    },
    last,
    broke: (error) => broken.push(error),
    clock,
    signal: stop.signal,
    random: () => 0,
  });
  const ids = async () => {
    const found: number[] = [];
    for await (const item of feed)
      found.push(item.what === 'added' ? Number(item.entry.entryId) : -Number(item.postId));
    return found;
  };
  return { ids, asked, broken, timeline };
}

function soon(_ms: number, run: () => void): () => void {
  setImmediate(run);
  return () => {};
}

const away = () => new ConnectError('away', Code.Unavailable);

t.test("a broken stream resumes from its last message's token", async (t) => {
  const { ids, asked, broken } = feedOf(
    [101, 102, 103],
    [
      [[added('a', 104)], away()],
      [[], away()],
      [[added('b', 105, 106)], fail(Code.ResourceExhausted, 'READER_TOO_SLOW', 'slow')],
    ],
  );
  t.strictSame(await ids(), [102, 103, 104, 105, 106]);
  t.strictSame(asked, ['list of 3', 'a', 'a', 'b']);
  t.equal(broken.length, 2, 'told once each time, not at every try');
});

t.test(
  'after a break too long for the token, the list gives the entries in between, late ids included',
  async (t) => {
    const tooOld = fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old');
    const timeline = [101, 103];
    const { ids } = feedOf(
      timeline,
      [
        [[added('a', 110)], tooOld],
        [[added('b', 119)], away()],
      ],
      1,
      () => {
        // 105 was late: it is below entries that arrived before it.
        timeline.push(110, 105, 111, 112, 113, 114, 115, 116, 117);
      },
    );
    t.strictSame(await ids(), [103, 110, 105, 111, 112, 113, 114, 115, 116, 117, 119]);
  },
);

t.test('short and empty pages do not end the search for what came during a long break', async (t) => {
  const missed = Array.from({ length: 200 }, (_, n) => 105 + n);
  const timeline = [101, 103];
  const { ids } = feedOf(
    timeline,
    [
      [[added('a', 104)], fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old')],
      [[], away()],
    ],
    1,
    () => timeline.push(104, ...missed),
    undefined,
    { emptyPages: true },
  );
  t.strictSame(await ids(), [103, 104, ...missed]);
});

t.test(
  'a stream that cannot report all removals makes the command list again and report what is gone',
  async (t) => {
    const incomplete = create(StreamHomeTimelineResponseSchema, {
      resumeToken: 'as it came',
      event: { case: 'removalsIncomplete', value: {} },
    });
    const timeline = [101, 102, 103];
    const { ids, asked } = feedOf(
      timeline,
      [
        [[added('a', 104, 105)], away()],
        [[incomplete, added('b', 106)], away()],
        [[], away()],
      ],
      2,
      () => {},
      () => timeline.splice(0, timeline.length, 101, 103, 105),
    );
    t.strictSame(await ids(), [102, 103, 104, 105, -102, -104, 106]);
    t.strictSame(asked, ['list of 3', 'a', 'b', 'b']);
  },
);

t.test('after a break too long for the token, removals are reported with the new entries', async (t) => {
  const timeline = [101, 102];
  const { ids } = feedOf(
    timeline,
    [
      [[added('a', 104)], fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old')],
      [[], away()],
    ],
    2,
    () => timeline.splice(0, timeline.length, 101, 104, 107),
  );
  t.strictSame(await ids(), [101, 102, 104, -102, 107]);
});

t.test('the feed ends with the session', async (t) => {
  const { ids } = feedOf([101], [[[], fail(Code.Unauthenticated, 'SESSION_REVOKED', 'over')]]);
  await t.rejects(ids(), { code: Code.Unauthenticated });
  const { ids: renewed, asked } = feedOf([101], [[[], fail(Code.Unauthenticated, 'TOKEN_EXPIRED', 'renew')]]);
  t.strictSame(await renewed(), [101]);
  t.equal(asked.length, 2, 'but not the end of an access token');
});
