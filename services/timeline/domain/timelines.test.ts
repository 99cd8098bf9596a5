import fc from 'fast-check';
import t from 'tap';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import { domainErrorLike } from '../../../platform/testing/domain-error-like.ts';
import type { Entry } from './entry.ts';
import { filterVisible } from './filter-visible.ts';
import type { RepostWindow } from './folding.ts';
import { mergeNewestFirst } from './merge.ts';
import { homeVisibility, queriedTimelines, type TimelineSources } from './timelines.ts';

const times = { timeOf, idAtTime };
const foldWindowMs = 12 * 3_600_000;
const start = Date.UTC(2026, 0, 1);

type Authored = Entry & { subjectAuthorId: string };

/** A small network as plain data: posts and reposts, their times, and what is removed. */
interface Network {
  entries: Authored[];
  following: string[];
  muted: string[];
  blocked: string[];
  deleted: Set<string>;
  inactive: Set<string>;
}

const viewerId = 'u0';
const userIds = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'];
const someUsers = fc.subarray(userIds.slice(1));

/** Random posts and reposts, minutes to hours apart, so that entries lie both inside and outside of fold windows. */
const network = fc
  .record({
    steps: fc.array(
      fc.record({
        gapMinutes: fc.integer({ min: 1, max: 200 }),
        actor: fc.constantFrom(...userIds),
        repostOf: fc.option(fc.nat()),
      }),
      { maxLength: 60 },
    ),
    following: someUsers,
    muted: fc.subarray(userIds.slice(1), { maxLength: 1 }),
    blocked: fc.subarray(userIds.slice(1), { maxLength: 1 }),
    inactive: fc.subarray(userIds.slice(1), { maxLength: 1 }),
    deleted: fc.array(fc.nat(), { maxLength: 5 }),
  })
  .map(({ steps, deleted, inactive, ...graph }): Network => {
    const entries: Authored[] = [];
    let now = start;
    for (const { gapMinutes, actor, repostOf } of steps) {
      now += gapMinutes * 60_000;
      const entryId = idAtTime(now);
      const posts = entries.filter((entry) => entry.entryId === entry.subjectId);
      const subject = repostOf === null ? undefined : posts[repostOf % Math.max(1, posts.length)];
      if (subject === undefined) {
        entries.push({ entryId, actorId: actor, subjectId: entryId, subjectAuthorId: actor });
      } else if (
        !entries.some(
          (e) => e.actorId === actor && e.subjectId === subject.subjectId && e.entryId !== e.subjectId,
        )
      ) {
        entries.push({ ...subject, entryId, actorId: actor });
      }
    }
    const deletedIds = new Set(
      deleted.flatMap((n) => entries[n % Math.max(1, entries.length)]?.subjectId ?? []),
    );
    return { entries, ...graph, deleted: deletedIds, inactive: new Set(inactive) };
  });

/** T(viewer) by its definition, computed from all data at once. */
function definition(net: Network): string[] {
  const hidden = new Set([...net.muted, ...net.blocked, ...net.inactive]);
  const authors = new Set([viewerId, ...net.following].filter((id) => !hidden.has(id)));
  const visible = net.entries.filter(
    (e) => authors.has(e.actorId) && !hidden.has(e.subjectAuthorId) && !net.deleted.has(e.subjectId),
  );
  return visible
    .filter(
      (e) =>
        e.entryId === e.subjectId ||
        !visible.some(
          (other) =>
            other.subjectId === e.subjectId &&
            other.entryId < e.entryId &&
            timeOf(e.entryId) - timeOf(other.entryId) <= foldWindowMs,
        ),
    )
    .map((e) => e.entryId)
    .sort()
    .reverse();
}

function sources(net: Network): TimelineSources {
  const newestFirst = [...net.entries].sort((a, b) => (a.entryId < b.entryId ? 1 : -1));
  const bytes = new Uint8Array();
  const active = (ids: readonly string[]) =>
    new Map(ids.filter((id) => !net.inactive.has(id)).map((id) => [id, bytes] as const));
  const reposts = (windows: readonly RepostWindow[], limit: number) =>
    windows.map(({ subjectId, fromId, beforeId }) =>
      newestFirst
        .filter(
          (e) =>
            e.subjectId === subjectId &&
            e.entryId !== subjectId &&
            e.entryId >= fromId &&
            e.entryId < beforeId,
        )
        .slice(0, limit),
    );
  return {
    graphs: {
      versions: async (ids) => ids.map(() => 1n),
      get: async () => ({
        version: 1n,
        followingIds: net.following,
        mutedIds: net.muted,
        blockedIds: net.blocked,
      }),
    },
    entries: {
      heads: async (ids) =>
        new Map(
          ids.flatMap((id) => {
            const head = newestFirst.find((e) => e.actorId === id);
            return head === undefined ? [] : [[id, head.entryId] as const];
          }),
        ),
      list: async (cursors, limit) =>
        cursors.map(({ authorId, beforeId }) =>
          newestFirst
            .filter((e) => e.actorId === authorId && e.entryId < beforeId && !net.deleted.has(e.subjectId))
            .slice(0, limit),
        ),
      repostsBy: async (actorIds, windows, limit) =>
        reposts(windows, Number.POSITIVE_INFINITY).map((list) =>
          list.filter(({ actorId }) => actorIds.has(actorId)).slice(0, limit),
        ),
    },
    hydration: {
      gather: async ({ postIds, userIds, windows, limit }) => ({
        posts: new Map(
          postIds
            .filter((id) => {
              const post = net.entries.find((e) => e.entryId === id);
              return post !== undefined && !net.deleted.has(id) && !net.inactive.has(post.actorId);
            })
            .map((id) => [id, { authorId: net.entries.find((e) => e.entryId === id)!.actorId, bytes }]),
        ),
        users: active(userIds),
        reposts: reposts(windows, limit),
      }),
      activeUsers: async (ids) => active(ids),
    },
  };
}

t.test(
  'a home timeline read in pages of any size is T(R): strictly newest first, nothing twice, nothing missing, reposts folded',
  async () => {
    await fc.assert(
      fc.asyncProperty(network, fc.integer({ min: 1, max: 7 }), async (net, size) => {
        const timelines = queriedTimelines(sources(net), { foldWindowMs, times });
        const seen: string[] = [];
        let beforeId: string | undefined;
        do {
          const page = await timelines.home(viewerId, size, beforeId);
          if (page.entries.length > size) return false;
          seen.push(...page.entries.map(({ entry }) => entry.entryId));
          beforeId = page.beforeId;
        } while (beforeId !== undefined);
        return JSON.stringify(seen) === JSON.stringify(definition(net));
      }),
      { numRuns: 300 },
    );
  },
);

t.test('a page token keeps its place while new posts arrive', async (t) => {
  const post = (minute: number): Authored => {
    const id = idAtTime(start + minute * 60_000);
    return { entryId: id, actorId: 'u1', subjectId: id, subjectAuthorId: 'u1' };
  };
  const net: Network = {
    entries: [1, 2, 3, 4].map(post),
    following: ['u1'],
    muted: [],
    blocked: [],
    deleted: new Set(),
    inactive: new Set(),
  };
  const first = await queriedTimelines(sources(net), { foldWindowMs, times }).home(viewerId, 2);
  net.entries.push(post(5), post(6));
  const second = await queriedTimelines(sources(net), { foldWindowMs, times }).home(
    viewerId,
    2,
    first.beforeId,
  );
  t.strictSame(
    [...first.entries, ...second.entries].map(({ entry }) => entry.entryId),
    [4, 3, 2, 1].map((minute) => post(minute).entryId),
  );
  t.equal(second.beforeId, undefined);
});

t.test(
  'the timeline of an author who has blocked the viewer is empty; of an unknown or deactivated author it is USER_NOT_FOUND',
  async (t) => {
    const id = idAtTime(start);
    const entries = [{ entryId: id, actorId: 'u1', subjectId: id, subjectAuthorId: 'u1' }];
    const net: Network = {
      entries,
      following: [],
      muted: [],
      blocked: ['u1'],
      deleted: new Set(),
      inactive: new Set(['u2']),
    };
    const timelines = queriedTimelines(sources(net), { foldWindowMs, times });
    t.strictSame((await timelines.author('u1', viewerId, 10)).entries, []);
    t.equal((await timelines.author('u1', undefined, 10)).entries.length, 1);
    await t.rejects(
      timelines.author('u2', undefined, 10),
      domainErrorLike('USER_NOT_FOUND', { field: 'user_id' }),
    );
  },
);

t.test('an undone repost is not shown, even if a ring still has it', async (t) => {
  const at = (minute: number) => idAtTime(start + minute * 60_000);
  const post: Authored = { entryId: at(1), actorId: 'u1', subjectId: at(1), subjectAuthorId: 'u1' };
  const repost = (minute: number, actorId: string): Authored => ({ ...post, entryId: at(minute), actorId });
  const [taken, standing] = [repost(2, 'u2'), repost(3, 'u3')];
  const net: Network = {
    entries: [post, standing],
    following: ['u2', 'u3'],
    muted: [],
    blocked: [],
    deleted: new Set(),
    inactive: new Set(),
  };
  const visibility = homeVisibility(sources(net), { foldWindowMs, times }, viewerId, {
    authorIds: new Set([viewerId, ...net.following]),
    hiddenIds: new Set<string>(),
  });
  const shown = await filterVisible([standing, taken], visibility);
  t.strictSame(
    shown.map(({ entry }) => entry.entryId),
    [standing.entryId],
  );
});

t.test('the merge reads only authors whose newest entries are due', async (t) => {
  const read: string[] = [];
  const bounds = new Map(
    Array.from({ length: 50 }, (_, i) => [`a${i}`, { beforeId: idAtTime(start + i * 1000 + 1), fromId: '' }]),
  );
  const merged = mergeNewestFirst(bounds, {
    width: 5,
    chunk: 3,
    readEntries: async (cursors) => {
      read.push(...cursors.map(({ authorId }) => authorId));
      return cursors.map(({ authorId }) => {
        const entryId = idAtTime(start + Number(authorId.slice(1)) * 1000);
        return read.filter((id) => id === authorId).length > 1
          ? []
          : [{ entryId, actorId: authorId, subjectId: entryId, subjectAuthorId: authorId }];
      });
    },
  });
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push((await merged.next())?.actorId ?? '');
  t.strictSame(ids, ['a49', 'a48', 'a47', 'a46', 'a45']);
  t.equal(read.length, 5);
});
