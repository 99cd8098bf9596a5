import t from 'tap';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import type { Entry } from './entry.ts';
import { foldWindow, leftOutIds, type RepostWindow, repostsPerRead } from './folding.ts';

const times = { timeOf, idAtTime };
const windowMs = 12 * 3_600_000;
const start = Date.UTC(2026, 0, 1);
const subjectId = idAtTime(start);
const repostBy = (actorId: string, second: number): Entry => ({
  entryId: idAtTime(start + second * 1000),
  actorId,
  subjectId,
});
/** Reposts, one a second, by people whom nobody follows. */
const strangers = Array.from({ length: 5000 }, (_, n) => repostBy(`stranger ${n}`, 1000 + n));

/** The reposts of `shown` that are left out for a reader of `following`, and the number of reads of reposts. */
async function folded(
  reposts: readonly Entry[],
  { following, inactive = [], shown }: { following: string[]; inactive?: string[]; shown: Entry[] },
) {
  const newestFirst = reposts.toSorted((a, b) => (a.entryId < b.entryId ? 1 : -1));
  const within = ({ fromId, beforeId }: RepostWindow) =>
    newestFirst.filter(({ entryId }) => entryId >= fromId && entryId < beforeId);
  let reads = 0;
  const foldable = shown.map((entry) => {
    const window = foldWindow(entry, windowMs, times);
    const subjectAuthorId = 'author';
    return { entry, subjectAuthorId, window, reposts: within(window).slice(0, repostsPerRead) };
  });
  const leftOut = await leftOutIds(foldable, {
    authorIds: new Set(following),
    async repostsBy(actorIds, windows, limit) {
      reads += 1;
      return windows.map((window) =>
        within(window)
          .filter(({ actorId }) => actorIds.has(actorId))
          .slice(0, limit),
      );
    },
    activeUsers: async (ids) =>
      new Map(ids.filter((id) => !inactive.includes(id)).map((id) => [id, undefined])),
  });
  return { leftOut: [...leftOut], reads };
}

t.test(
  'the reads to fold a repost depend on whom the reader follows, not on how often the post was reposted',
  async (t) => {
    const [first, last] = [repostBy('ada', 10), repostBy('bob', 9000)];
    const reposts = [first, ...strangers, last];
    const following = ['ada', 'bob'];
    t.strictSame(await folded(reposts, { following, shown: [last, first] }), {
      leftOut: [last.entryId],
      reads: 1,
    });
    t.strictSame(
      await folded(reposts, { following: ['bob'], shown: [last] }),
      { leftOut: [], reads: 1 },
      'reposts by people whom the reader does not follow fold nothing',
    );
  },
);

t.test('a repost of a post with few reposts is folded by the reposts read with the page', async (t) => {
  const [first, last] = [repostBy('ada', 10), repostBy('bob', 9000)];
  const few = strangers.slice(0, repostsPerRead - 3);
  t.strictSame(await folded([first, ...few, last], { following: ['ada', 'bob'], shown: [last, first] }), {
    leftOut: [last.entryId],
    reads: 0,
  });
});

t.test('reposts by inactive accounts fold nothing, however many precede a repost that folds', async (t) => {
  const undone = Array.from({ length: 2 * repostsPerRead }, (_, n) => repostBy(`undone ${n}`, 100 + n));
  const last = repostBy('bob', 9000);
  const inactive = undone.map(({ actorId }) => actorId);
  const following = [...inactive, 'ada', 'bob'];
  const all = [...undone, ...strangers, last];
  const among = (reposts: Entry[]) => folded(reposts, { following, inactive, shown: [last] });
  t.strictSame((await among(all)).leftOut, []);
  t.strictSame((await among([repostBy('ada', 10), ...all])).leftOut, [last.entryId]);
});

t.test('an undone repost is left out, even among many other reposts', async (t) => {
  const last = repostBy('bob', 9000);
  t.strictSame((await folded(strangers, { following: ['bob'], shown: [last] })).leftOut, [last.entryId]);
});
