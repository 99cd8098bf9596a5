import type { Statements } from '../../../platform/sqlite/statements.ts';
import type { ViewerState } from '../domain/post.ts';

const VIEWER_STATES = `
  SELECT post_id, 1 AS liked, 0 AS reposted FROM post_like
  WHERE user_id = ?1 AND post_id IN (SELECT value FROM json_each(?2)) AND standing = 1
  UNION ALL
  SELECT post_id, 0, 1 FROM repost
  WHERE user_id = ?1 AND post_id IN (SELECT value FROM json_each(?2)) AND standing = 1`;

interface Found {
  post_id: string;
  liked: number;
  reposted: number;
}

/** What one person did with posts, in one query. */
export function viewerStates(
  rows: Statements,
  userId: string,
  postIds: readonly string[],
): Map<string, ViewerState> {
  const states = new Map<string, ViewerState>();
  for (const { post_id, liked, reposted } of rows.all<Found>(
    VIEWER_STATES,
    userId,
    JSON.stringify(postIds),
  )) {
    const before = states.get(post_id);
    states.set(post_id, {
      liked: liked === 1 || before?.liked === true,
      reposted: reposted === 1 || before?.reposted === true,
    });
  }
  return states;
}
