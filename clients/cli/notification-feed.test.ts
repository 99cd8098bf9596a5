import { create } from '@bufbuild/protobuf';
import { Code, type ConnectError } from '@connectrpc/connect';
import t from 'tap';
import {
  ListNotificationsResponseSchema,
  StreamNotificationsResponseSchema,
} from '../../gen/ts/skein/notification/v1/notification_service_pb.ts';
import { testClock } from '../../platform/clock.ts';
import { fail } from '../../platform/errors.ts';
import { notificationFeed } from './notification-feed.ts';

const tooOld = fail(Code.FailedPrecondition, 'RESUME_TOKEN_TOO_OLD', 'old');

/** Rows to list, with pages of at most `longest`, and streams that send these ids and then break. */
function feedOf(
  rows: number[],
  streams: readonly (readonly [number[], ConnectError, meanwhile?: number[]])[],
  longest = 100,
) {
  const left = [...streams];
  const asked: string[] = [];
  const stop = new AbortController();
  const feed = notificationFeed({
    async list(pageSize, pageToken) {
      const from = pageToken === '' ? 0 : Number(pageToken);
      const notifications = rows.toSorted((a, b) => b - a).slice(from, from + Math.min(pageSize, longest));
      const next = from + notifications.length;
      return create(ListNotificationsResponseSchema, {
        notifications: notifications.map((id) => ({ id: String(id) })),
        nextPageToken: next < rows.length ? String(next) : '',
        resumeToken: pageToken === '' ? `list of ${rows.length}` : '',
      });
    },
    async *stream(resumeToken) {
      asked.push(resumeToken);
      const next = left.shift();
      if (next === undefined) return stop.abort();
      const [ids, error, meanwhile = []] = next;
      for (const id of ids)
        yield create(StreamNotificationsResponseSchema, {
          resumeToken: `after ${id}`,
          event: { case: 'added', value: { notifications: [{ id: String(id) }] } },
        });
      rows.push(...ids, ...meanwhile);
      throw error;
    },
    broke() {},
    // Pauses end at once: they are not what is tested.
    clock: {
      ...testClock(),
      after(_ms, run) {
        setImmediate(run);
        return () => {};
      },
    },
    signal: stop.signal,
    random: () => 0,
  });
  const found = async () => {
    const items: (number | string)[] = [];
    for await (const item of feed)
      items.push(item.what === 'added' ? Number(item.notification.id) : item.what);
    return items;
  };
  return { found, asked };
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

t.test(
  'after a break too long to resume, all that came in between is shown once, oldest first',
  async (t) => {
    const { found, asked } = feedOf(range(1_000, 20), [
      [[1_020], tooOld, range(1_021, 350)],
      [[1_371], tooOld],
    ]);
    t.strictSame(await found(), [...range(1_010, 10), ...range(1_020, 352)]);
    t.strictSame(asked, ['list of 20', 'list of 371', 'list of 372']);
  },
);

t.test('after a very long break the newest thousand are shown, and that some are left out', async (t) => {
  const { found } = feedOf(range(10_000, 3), [[[10_003], tooOld, range(10_004, 1_500)]]);
  t.strictSame(await found(), [...range(10_000, 4), 'leftOut', ...range(10_504, 1_000)]);
});

t.test('where nothing was there at the start, a break leaves nothing out', async (t) => {
  const { found } = feedOf([], [[[], tooOld, range(1_000, 150)]]);
  t.strictSame(await found(), range(1_000, 150));
});

t.test('with exactly a thousand nothing is left out, with one more it is', async (t) => {
  const exactly = feedOf(range(10_000, 3), [[[], tooOld, range(10_003, 1_000)]]);
  t.strictSame(await exactly.found(), [...range(10_000, 3), ...range(10_003, 1_000)]);
  const more = feedOf(range(10_000, 3), [[[], tooOld, range(10_003, 1_001)]]);
  t.strictSame(await more.found(), [...range(10_000, 3), 'leftOut', ...range(10_004, 1_000)]);
});

t.test('short pages leave nothing out below a thousand', async (t) => {
  const few = feedOf(range(10_000, 3), [[[], tooOld, range(10_003, 150)]], 7);
  t.strictSame(await few.found(), range(10_000, 153));
  const many = feedOf(range(10_000, 3), [[[], tooOld, range(10_003, 1_500)]], 7);
  t.strictSame(await many.found(), [...range(10_000, 3), 'leftOut', ...range(10_503, 1_000)]);
});
