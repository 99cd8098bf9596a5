import { idAtTime, timeOf } from '../../../platform/ids.ts';
import type { ResumePoint } from '../../../platform/streams/resume-point.ts';
import { memoryRings } from '../adapters/memory-rings.ts';
import { batchedVersions } from '../decorators/batched-versions.ts';
import type { Entry } from '../domain/entry.ts';
import { fanOut } from '../domain/fan-out.ts';
import { homeStream } from '../domain/home-stream.ts';
import { liveReaders } from '../domain/live-readers.ts';
import { pullAuthors } from '../domain/pull-authors.ts';
import { removals } from '../domain/removals.ts';
import { ringKeeper } from '../domain/ring-keeper.ts';
import type { TimelineSources } from '../domain/timelines.ts';
import type { Entries, RingStore } from '../ports.ts';

export const viewerId = '1000000000000000000';
const start = Date.UTC(2026, 0, 1);

interface Announced extends Entry {
  readonly push: boolean;
}

/** Plain lists of posts, with the real rings, keeper and streams of one reader over them. */
export interface SmallNetwork {
  readonly rings: RingStore;
  readonly sources: TimelineSources;
  readonly keeper: ReturnType<typeof ringKeeper>;
  readonly pulls: ReturnType<typeof pullAuthors>;
  readonly rules: { foldWindowMs: number; times: { timeOf: typeof timeOf; idAtTime: typeof idAtTime } };
  readonly deleted: Set<string>;
  /** Entries that are stored but not fanned out. */
  readonly pending: Announced[];
  /** Takes an id, which holds the watermark down. The returned function stores the post. */
  mint(authorId: string, push: boolean): { readonly id: string; store(): void };
  post(authorId: string, push?: boolean): string;
  /** Fans out the `n`-th pending entry, or one that was fanned out before. */
  deliver(n: number, again?: boolean): Promise<void>;
  deliverAll(): Promise<void>;
  /** Sets a new version of the graph, in which the viewer follows these authors. */
  follow(...authorIds: string[]): void;
  following(): readonly string[];
  watermark(): string;
  /** T(viewer) by its definition, newest first. */
  timeline(): string[];
  stream(from?: ResumePoint, batchSize?: number): ReturnType<typeof homeStream>;
}

export function smallNetwork(around: (entries: Entries) => Entries = (real) => real): SmallNetwork {
  let nowMs = start;
  let version = 1n;
  let followingIds: readonly string[] = [];
  const byAuthor = new Map<string, Entry[]>();
  const minted = new Set<string>();
  const deleted = new Set<string>();
  const pending: Announced[] = [];
  const done: Announced[] = [];
  const rings = memoryRings({
    clock: { nowMs: () => nowMs, monotonicMs: () => nowMs - start },
    ttlMs: 1e9,
    maxBytes: 1 << 20,
  });
  const pulls = pullAuthors();
  const live = liveReaders();
  const removalFeed = removals(live);
  const newestFirst = (authorId: string) => byAuthor.get(authorId) ?? [];
  const entries = around({
    heads: async (ids) => new Map(ids.flatMap((id) => headOf(id, newestFirst(id)))),
    list: async (cursors, limit) =>
      cursors.map(({ authorId, beforeId }) =>
        take(newestFirst(authorId), limit, ({ entryId }) => entryId < beforeId && !deleted.has(entryId)),
      ),
    repostsBy: async (_, windows) => windows.map(() => []),
  });
  const sources: TimelineSources = {
    entries,
    graphs: {
      get: async () => ({ version, followingIds, mutedIds: [], blockedIds: [] }),
      versions: async (ids) => ids.map(() => version),
    },
    hydration: {
      gather: async ({ postIds, userIds, windows }) => ({
        posts: new Map(
          postIds
            .filter((id) => !deleted.has(id))
            .map((id) => [id, { authorId: id, bytes: Uint8Array.of(1) }] as const),
        ),
        users: new Map(userIds.map((id) => [id, Uint8Array.of(2)])),
        reposts: windows.map(() => []),
      }),
      activeUsers: async (ids) => new Map(ids.map((id) => [id, Uint8Array.of(2)])),
    },
  };
  const keeper = ringKeeper({ rings, graphs: sources.graphs, entries, pulls });
  const rules = { foldWindowMs: 1, times: { timeOf, idAtTime } };
  const followers = {
    page: async (authorId: string, afterId: string) =>
      afterId === '' && followingIds.includes(authorId) ? [viewerId] : [],
  };
  const watermark = () => [...minted, ...pending.map(({ entryId }) => entryId)].sort()[0] ?? idAtTime(nowMs);

  const mint: SmallNetwork['mint'] = (authorId, push) => {
    const id = idAtTime(++nowMs);
    minted.add(id);
    return {
      id,
      store() {
        minted.delete(id);
        const entry = { entryId: id, actorId: authorId, subjectId: id };
        const list = newestFirst(authorId);
        const above = list.findIndex(({ entryId }) => entryId < id);
        byAuthor.set(authorId, list.toSpliced(above < 0 ? list.length : above, 0, entry));
        pending.push({ ...entry, push });
      },
    };
  };
  const spread = async ({ push, ...entry }: Announced) => {
    if (push) await fanOut(entry, { rings, followers, live, sliceSize: 10 });
    else {
      await rings.push(entry, [entry.actorId]);
      pulls.note(entry.actorId, entry.entryId);
    }
  };

  return {
    rings,
    sources,
    keeper,
    pulls,
    rules,
    deleted,
    pending,
    mint,
    post(authorId, push = true) {
      const { id, store } = mint(authorId, push);
      store();
      return id;
    },
    async deliver(n, again = false) {
      if (again && done.length > 0) return spread(done[n % done.length]!);
      const entry = pending[n % Math.max(1, pending.length)];
      if (entry === undefined) return;
      await spread(entry);
      pending.splice(pending.indexOf(entry), 1);
      done.push(entry);
    },
    async deliverAll() {
      for (const entry of pending) await spread(entry);
      done.push(...pending.splice(0));
    },
    follow(...authorIds) {
      version += 1n;
      followingIds = authorIds;
    },
    following: () => followingIds,
    watermark,
    timeline: () =>
      [viewerId, ...followingIds]
        .flatMap((id) => newestFirst(id).map(({ entryId }) => entryId))
        .filter((id) => !deleted.has(id))
        .sort()
        .reverse(),
    stream: (from, batchSize = 3) =>
      homeStream(viewerId, from, {
        sources,
        rules,
        keeper,
        pulls,
        watermark: { now: async () => watermark() },
        versions: batchedVersions({
          watermark: { now: async () => watermark() },
          graphs: sources.graphs,
          rings,
          later: queueMicrotask,
        }),
        isUpToDate: (id) => timeOf(id) === nowMs,
        live,
        removals: removalFeed,
        batchSize,
      }),
  };
}

function take<T>(list: readonly T[], limit: number, wanted: (item: T) => boolean): T[] {
  const taken: T[] = [];
  for (const item of list) {
    if (taken.length === limit) break;
    if (wanted(item)) taken.push(item);
  }
  return taken;
}

function headOf(authorId: string, newestFirst: readonly Entry[]): [string, string][] {
  const [newest] = newestFirst;
  return newest === undefined ? [] : [[authorId, newest.entryId]];
}
