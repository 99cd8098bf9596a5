import { DomainError } from '../../../platform/domain-error.ts';
import { timeOf } from '../../../platform/ids.ts';
import { takePage } from '../domain/page.ts';
import { candidateLimits, ranked } from '../domain/relevance.ts';
import { type Search, searchKey } from '../domain/search.ts';
import { askedPosts, type PostQuery } from './asked-posts.ts';
import type { AppContext } from './context.ts';

/** How long the tokens of a first page are valid, in milliseconds. */
const tokenTtlMs = 300_000;

/** A place in a list by relevance. */
export interface RankedPlace {
  readonly ranking: string;
  /** How many of its posts come before. */
  readonly offset: number;
}

export interface RankedPage {
  readonly shown: readonly Uint8Array[];
  /** Absent after the last page. */
  readonly last?: RankedPlace;
}

/** Found posts, best first. The first page ranks them, and later pages continue in the same ranking. */
export function searchByRelevance(context: AppContext) {
  const { clock, postIndex, rankings, sharedForMs, onCacheError } = context;

  const kept = async (ranking: string): Promise<readonly string[] | undefined> => {
    try {
      return (await rankings.getMany([ranking]))[0];
    } catch (error) {
      onCacheError(error);
      return undefined;
    }
  };
  const keep = (ranking: string, ids: readonly string[]): Promise<boolean> =>
    // A first page may share it until the end of `sharedForMs`.
    rankings.putIfAbsent(ranking, ids, tokenTtlMs + sharedForMs).catch((error) => {
      onCacheError(error);
      return false;
    });
  const rank = async (search: Search, nowMs: number): Promise<string[]> => {
    const candidates = await postIndex.candidates(search, candidateLimits);
    return ranked(
      candidates.map((candidate) => ({ ...candidate, postedMs: timeOf(candidate.id) })),
      nowMs,
    );
  };
  /** The list of a search, which equal searches share for a moment; without a name where it cannot be kept. */
  const first = async (search: Search): Promise<{ ranking?: string; ids: readonly string[] }> => {
    const nowMs = clock.nowMs();
    const ranking = `${searchKey(search)}-${Math.floor(nowMs / sharedForMs)}`;
    const shared = await kept(ranking);
    if (shared !== undefined) return { ranking, ids: shared };
    const ids = await rank(search, nowMs);
    if (await keep(ranking, ids)) return { ranking, ids };
    // Another caller was faster, and later pages continue in its list.
    const other = await kept(ranking);
    return other === undefined ? { ids } : { ranking, ids: other };
  };
  const next = async ({ ranking }: RankedPlace): Promise<{ ranking?: string; ids: readonly string[] }> => {
    const ids = await kept(ranking);
    if (ids === undefined) throw expired();
    return { ranking, ids };
  };

  return async (asked: PostQuery, place: RankedPlace | undefined): Promise<RankedPage> => {
    const found = await askedPosts(context, asked);
    if (found === undefined) return { shown: [] };
    const { ranking, ids } = await (place === undefined ? first(found.search) : next(place));
    const { shown, last } = await takePage({
      size: asked.size,
      after: place?.offset,
      next: async (offset = 0, limit) => ids.slice(offset, offset + limit).map((_, i) => offset + i + 1),
      show: (offsets) => found.show(offsets.map((offset) => ids[offset - 1]!)),
    });
    return { shown, ...(last !== undefined && ranking !== undefined && { last: { ranking, offset: last } }) };
  };
}

function expired(): DomainError {
  return new DomainError('PAGE_TOKEN_INVALID', 'the list by relevance has expired; ask for its first page', {
    field: 'page_token',
  });
}
