import { DomainError } from '../../../platform/domain-error.ts';
import type { Entries, Hydration, ViewerGraphs } from '../ports.ts';
import { type Audience, authorAudience, homeAudience } from './audience.ts';
import type { Entry } from './entry.ts';
import type { IdTimes } from './folding.ts';
import { mergeNewestFirst } from './merge.ts';
import { type Page, takePage } from './page.ts';

export interface TimelineRules {
  /** A repost is folded into what stood in the timeline within this time before it. */
  readonly foldWindowMs: number;
  readonly times: IdTimes;
}

/** Timelines as what they are: queries. What rings will answer faster, this answers as well. */
export interface Timelines {
  /** A page of T(viewer) below an id, or from the newest. */
  home(viewerId: string, size: number, beforeId?: string): Promise<Page>;
  /**
   * A page of one author's posts and reposts below an id, or from the newest; empty where a block stands between the two.
   * @throws DomainError USER_NOT_FOUND
   */
  author(authorId: string, viewerId: string | undefined, size: number, beforeId?: string): Promise<Page>;
}

export interface TimelineSources {
  readonly graphs: ViewerGraphs;
  readonly entries: Entries;
  readonly hydration: Hydration;
}

/** Authors that one read of entries covers, and entries of each: a page of 20 is mostly found in one or two reads. */
const width = 100;
const homeChunk = 10;

export function queriedTimelines(sources: TimelineSources, rules: TimelineRules): Timelines {
  const { graphs, entries, hydration } = sources;

  async function bounds(authorIds: Iterable<string>, beforeId?: string): Promise<Map<string, string>> {
    const heads = await entries.heads([...authorIds]);
    const found = new Map<string, string>();
    for (const [authorId, headId] of heads) {
      const afterHead = nextId(headId);
      found.set(authorId, beforeId !== undefined && beforeId < afterHead ? beforeId : afterHead);
    }
    return found;
  }

  async function* candidates(audience: Audience, chunk: number, beforeId?: string): AsyncGenerator<Entry> {
    const readEntries = entries.list;
    yield* mergeNewestFirst(await bounds(audience.authorIds, beforeId), { readEntries, chunk, width });
  }

  const page = (
    audience: Audience,
    chunk: number,
    size: number,
    viewerId: string | undefined,
    home: boolean,
    beforeId?: string,
  ) =>
    takePage(candidates(audience, chunk, beforeId), {
      audience,
      size,
      ...rules,
      judges: {
        posts: (ids) => hydration.posts(ids, viewerId, home),
        activeUsers: hydration.activeUsers,
        reposts: entries.reposts,
      },
    });

  return {
    async home(viewerId, size, beforeId) {
      const audience = homeAudience(viewerId, await graphs.get(viewerId));
      return page(audience, homeChunk, size, viewerId, true, beforeId);
    },
    async author(authorId, viewerId, size, beforeId) {
      const active = await hydration.activeUsers([authorId]);
      if (!active.has(authorId))
        throw new DomainError('USER_NOT_FOUND', 'there is no such user', { field: 'user_id' });
      if (viewerId !== undefined && viewerId !== authorId && (await graphs.blocked(viewerId, authorId))) {
        return { entries: [] };
      }
      return page(authorAudience(authorId), size + 1, size, viewerId, false, beforeId);
    },
  };
}

/** The id behind an id; ids are decimal numbers of 19 digits, beyond what a double holds. */
function nextId(id: string): string {
  return (BigInt(id) + 1n).toString();
}
