import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { ViewerState } from '../domain/post.ts';
import type { RecentReactions } from '../ports.ts';
import { recentReactionsOf } from './rows.ts';

const VIEWER_STATES = `
  SELECT wanted.value AS post_id, post_like.standing AS liked, repost.standing AS reposted
  FROM json_each(?2) AS wanted
  LEFT JOIN post_like ON post_like.post_id = wanted.value AND post_like.user_id = ?1
  LEFT JOIN repost ON repost.post_id = wanted.value AND repost.user_id = ?1
  WHERE post_like.standing = 1 OR repost.standing = 1`;

interface Found {
  post_id: string;
  /** Null if there never was one. */
  liked: number | null;
  reposted: number | null;
}

/** What one person did with posts, in one query. */
export function viewerStates(
  rows: Statements,
  userId: string,
  postIds: readonly string[],
): Map<string, ViewerState> {
  const found = rows.all<Found>(VIEWER_STATES, userId, JSON.stringify(postIds));
  return new Map(
    found.map(({ post_id, liked, reposted }) => [post_id, { liked: liked === 1, reposted: reposted === 1 }]),
  );
}

// The newest of both tables contain the newest of all.
const RECENT = `
  SELECT post_id, max(liked) AS liked, max(reposted) AS reposted FROM (
    SELECT * FROM (SELECT post_id, standing AS liked, 0 AS reposted FROM post_like
      WHERE user_id = ?1 ORDER BY post_id DESC LIMIT ?2)
    UNION ALL
    SELECT * FROM (SELECT post_id, 0, standing FROM repost
      WHERE user_id = ?1 ORDER BY post_id DESC LIMIT ?2)
  ) GROUP BY post_id ORDER BY post_id DESC LIMIT ?2`;

export function recentReactions(rows: Statements, userId: string, limit: number): RecentReactions {
  return recentReactionsOf(rows.all<Found>(RECENT, userId, limit), limit);
}
