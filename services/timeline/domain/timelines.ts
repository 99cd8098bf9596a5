import { userNotFound } from '../../product/refusals.ts';
import type { Entries, Hydration, ViewerGraphs } from '../ports.ts';
import { type Audience, authorAudience, homeAudience } from './audience.ts';
import { authorLists } from './author-lists.ts';
import { type FilterVisibleOptions, filterVisible } from './filter-visible.ts';
import type { IdTimes } from './folding.ts';
import { type Page, takePage } from './page.ts';

export interface TimelineRules {
  /** A repost is folded by an entry within this time before it. */
  readonly foldWindowMs: number;
  readonly times: IdTimes;
}

/** Timelines as queries. Rings answer faster, with the same result. */
export interface Timelines {
  /** A page of T(viewer) below an id, or from the newest. */
  home(viewerId: string, size: number, beforeId?: string): Promise<Page>;
  /**
   * A page of one author's posts and reposts below an id, or from the newest; empty if one has
   * blocked the other.
   * @throws DomainError USER_NOT_FOUND
   */
  author(authorId: string, viewerId: string | undefined, size: number, beforeId?: string): Promise<Page>;
}

export interface TimelineSources {
  readonly graphs: ViewerGraphs;
  readonly entries: Entries;
  readonly hydration: Hydration;
}

const homeChunk = 10;

/** The options that decide which entries of a home timeline are visible. */
export function homeVisibility(
  { entries, hydration }: Pick<TimelineSources, 'entries' | 'hydration'>,
  rules: TimelineRules,
  viewerId: string,
  audience: Audience,
): FilterVisibleOptions {
  const gather: FilterVisibleOptions['lookups']['gather'] = (wanted) =>
    hydration.gather(wanted, { viewerId, hideMutedQuotes: true });
  return {
    ...rules,
    audience,
    lookups: { gather, activeUsers: hydration.activeUsers, repostsBy: entries.repostsBy },
  };
}

export function queriedTimelines(sources: TimelineSources, rules: TimelineRules): Timelines {
  const { graphs, entries, hydration } = sources;
  return {
    async home(viewerId, size, beforeId) {
      const audience = homeAudience(viewerId, await graphs.get(viewerId));
      const options = homeVisibility(sources, rules, viewerId, audience);
      const candidates = authorLists(entries, audience.authorIds, homeChunk, beforeId);
      return takePage(candidates, size, (batch) => filterVisible(batch, options));
    },
    async author(authorId, viewerId, size, beforeId) {
      const active = await hydration.activeUsers([authorId]);
      if (!active.has(authorId)) {
        throw userNotFound('user_id');
      }
      // Blocks also hide the author's reposts of blocked people.
      const blockedIds = viewerId === undefined ? [] : (await graphs.get(viewerId)).blockedIds;
      if (blockedIds.includes(authorId)) return { entries: [] };
      const options: FilterVisibleOptions = {
        ...rules,
        audience: authorAudience(authorId, blockedIds),
        lookups: {
          gather: (wanted) => hydration.gather(wanted, { viewerId, hideMutedQuotes: false }),
          activeUsers: hydration.activeUsers,
          repostsBy: entries.repostsBy,
        },
      };
      const candidates = authorLists(entries, [authorId], size + 1, beforeId);
      return takePage(candidates, size, (batch) => filterVisible(batch, options));
    },
  };
}
