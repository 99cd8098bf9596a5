import { type TestClock, testClock } from '../../../platform/clock.ts';
import { idAtTime, timeOf } from '../../../platform/ids.ts';
import { processIds } from '../../../platform/testing/process-ids.ts';
import { commits } from '../app/commits.ts';
import { useCases } from '../app/use-cases.ts';
import type { Deed, Kind } from '../domain/deed.ts';
import { inFlightIds } from '../domain/in-flight-ids.ts';
import { type LiveReaders, liveReaders } from '../domain/live-readers.ts';
import type { InboxRows } from '../ports.ts';
import { memoryRows } from './memory-rows.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
export const textOf = (encoded: Uint8Array): string => new TextDecoder().decode(encoded);

/** The use cases over rows in memory. People and posts are their ids; a post's root is what precedes its first dash. */
export interface SmallNetwork {
  readonly app: ReturnType<typeof useCases>;
  readonly clock: TestClock;
  readonly rows: InboxRows;
  readonly live: LiveReaders;
  /** People whom the reader `ada` may not see, and those whom she follows. */
  readonly hidden: Set<string>;
  readonly followed: Set<string>;
  readonly deletedPosts: Set<string>;
  /** Calls of other services so far. */
  readonly calls: { count: number };
  /** A deed towards ada, now. */
  deed(kind: Kind, actorId: string, postId?: string, more?: Partial<Deed>): Deed;
  /** All of ada's rows: kind, post, people, count. */
  list(kinds?: readonly Kind[], size?: number): Promise<string[]>;
}

export function smallNetwork(around: (rows: InboxRows) => InboxRows = (rows) => rows): SmallNetwork {
  const clock = testClock();
  const ids = processIds(clock, 1e9);
  const live = liveReaders();
  const rows = around(memoryRows(clock));
  const inFlight = inFlightIds({ next: ids.next, nowMs: clock.nowMs, idAtTime, othersMs: 0 });
  const hidden = new Set<string>();
  const followed = new Set<string>();
  const deletedPosts = new Set<string>();
  const calls = { count: 0 };
  const app = useCases(
    {
      rows,
      ids: inFlight,
      commits: commits({ rows, ids: inFlight, nowMs: clock.nowMs }),
      hints: { send: live.wake },
      relations: {
        async hidden(_, userIds) {
          calls.count += 1;
          return new Set(userIds.filter((id) => hidden.has(id)));
        },
        follows: async (_, userId) => followed.has(userId),
      },
      hydration: {
        async gather(_, postIds, userIds) {
          calls.count += 1;
          const of = (ids: readonly string[]) => new Map(ids.map((id) => [id, bytes(id)]));
          return { posts: of(postIds.filter((id) => !deletedPosts.has(id))), users: of(userIds) };
        },
        rootIdOf: (post) => textOf(post).split('-')[0]!,
      },
      nowMs: clock.nowMs,
      ttlMs: 90 * 86_400_000,
      timeOf,
    },
    live,
  );
  let version = 0;
  return {
    app,
    clock,
    rows,
    live,
    hidden,
    followed,
    deletedPosts,
    calls,
    deed: (kind, actorId, postId = kind === 'follow' ? '' : 'post', more = {}) => ({
      readerId: 'ada',
      actorId,
      kind,
      postId,
      key: actorId,
      version: String(++version).padStart(19, '0'),
      timeMs: clock.nowMs(),
      ...more,
    }),
    async list(kinds = [], size = 20) {
      const found: string[] = [];
      let belowId: string | undefined;
      do {
        const page = await app.listRows('ada', { belowId, size, kinds: new Set(kinds) });
        for (const { kind, post, actors, actorCount, moreActors } of page.items) {
          const people = actors.map(textOf).join(' ');
          found.push(
            [kind, post && textOf(post), people, `${actorCount}${moreActors ? ' or more' : ''}`]
              .filter(Boolean)
              .join(' '),
          );
        }
        belowId = page.belowId;
      } while (belowId !== undefined);
      return found;
    },
  };
}

/** Rows that note the names of their methods as they are called. */
export function countedRows(): { calls: string[]; around: (rows: InboxRows) => InboxRows } {
  const calls: string[] = [];
  return {
    calls,
    around: (rows) =>
      new Proxy(rows, {
        get(target, name: keyof InboxRows) {
          calls.push(name);
          return target[name];
        },
      }),
  };
}
