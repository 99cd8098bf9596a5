import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { ViewerState } from '../domain/post.ts';

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
