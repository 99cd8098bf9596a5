import { randomUUID } from 'node:crypto';
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
  const { idClock, postIndex, rankings, sharedForMs, onCacheError } = context;

  const kept = async (key: string): Promise<readonly string[] | undefined> => {
    try {
      return (await rankings.getMany([key]))[0];
    } catch (error) {
      onCacheError(error);
      return undefined;
    }
  };
  const keep = (key: string, value: readonly string[], ttlMs: number): Promise<boolean> =>
    rankings.putIfAbsent(key, value, ttlMs).catch((error) => {
      onCacheError(error);
      return false;
    });
  const rank = async (search: Search): Promise<string[]> => {
    const candidates = await postIndex.candidates(search, candidateLimits);
    return ranked(
      candidates.map((candidate) => ({ ...candidate, postedMs: timeOf(candidate.id) })),
      idClock.nowMs(),
    );
  };
  /** A list of a search, which equal searches share for a moment; without a name where it cannot be kept. */
  const first = async (search: Search): Promise<{ ranking?: string; ids: readonly string[] }> => {
    const key = searchKey(search);
    const [shared] = (await kept(key)) ?? [];
    const sharedIds = shared === undefined ? undefined : await kept(shared);
    if (shared !== undefined && sharedIds !== undefined) return { ranking: shared, ids: sharedIds };
    const ids = await rank(search);
    if (ids.length === 0) return { ids };
    const ranking = randomUUID();
    // First pages begin in it until the end of `sharedForMs`, and each has its later pages for the life of a token.
    if (!(await keep(ranking, ids, sharedForMs + tokenTtlMs))) return { ids };
    await keep(key, [ranking], sharedForMs);
    return { ranking, ids };
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
