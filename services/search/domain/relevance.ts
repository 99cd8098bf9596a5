/** What decides the place of a found post by relevance. All found posts have all words of the query. */
export interface Relevant {
  readonly id: string;
  readonly wordCount: number;
  readonly likeLevel: number;
  readonly postedMs: number;
}

/** The most posts of one list by relevance. */
export const maxRanked = 500;

/** From how many posts the ranked are chosen: the newest found, and the most liked. */
export const candidateLimits = { newest: 1_000, mostLiked: 500 } as const;

const dayMs = 86_400_000;

/**
 * Likes raise a post on the scale of its like level, age lowers it by half after a day, and of posts with the same words the
 * shorter is more about them.
 */
export function scoreOf({ wordCount, likeLevel, postedMs }: Relevant, nowMs: number): number {
  const ageDays = Math.max(0, nowMs - postedMs) / dayMs;
  return (1 + likeLevel) / ((1 + ageDays) * Math.log2(2 + wordCount));
}

/** The ids of the best posts, best first; of equal ones the newer. */
export function ranked(posts: readonly Relevant[], nowMs: number): string[] {
  return posts
    .map((post) => ({ id: post.id, score: scoreOf(post, nowMs) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .slice(0, maxRanked)
    .map(({ id }) => id);
}
