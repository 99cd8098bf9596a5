import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import type { ViewerState } from '../../domain/post.ts';
import type { RecentReactions } from '../../ports.ts';
import { recentReactionsOf } from '../rows.ts';
import { slices } from '../slices.ts';

/** What one person did with one post. */
export interface ReactionRow {
  readonly post_id: string;
  readonly liked: boolean | null;
  readonly like_change_id: string | null;
  /** When `liked` was written, in microseconds. */
  readonly liked_at: bigint | null;
  readonly reposted: boolean | null;
  readonly repost_change_id: string | null;
  readonly repost_id: string | null;
  readonly repost_stamp: number | null;
  /** Grows with every change of the repost. It is the timestamp of the rows that the change writes. */
  readonly repost_at: bigint | null;
}

export const REACTION = `SELECT post_id, liked, like_change_id, writetime(liked) AS liked_at,
  reposted, repost_change_id, repost_id, repost_stamp, repost_at FROM :reaction WHERE user_id = ?`;
const ONE = `${REACTION} AND post_id = ?`;
const MANY = 'SELECT post_id, liked, reposted FROM :reaction WHERE user_id = ? AND post_id IN ?';
const RECENT =
  'SELECT post_id, liked, reposted FROM :reaction WHERE user_id = ? ORDER BY post_id DESC LIMIT ?';
type DoneRow = Pick<ReactionRow, 'post_id' | 'liked' | 'reposted'>;

export function readReaction(
  db: Cassandra,
  userId: string,
  postId: string,
): Promise<ReactionRow | undefined> {
  return db.get<ReactionRow>(ONE, userId, postId);
}

/** The same, including all decided conditional writes. */
export function readReactionSerial(
  db: Cassandra,
  userId: string,
  postId: string,
): Promise<ReactionRow | undefined> {
  return db.getSerial<ReactionRow>(ONE, userId, postId);
}

export async function readViewerStates(
  db: Cassandra,
  userId: string,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, ViewerState>> {
  const pages = await Promise.all(
    [...slices([...new Set(postIds)], 100)].map((ids) => db.all<DoneRow>(MANY, [userId, ids])),
  );
  const done = pages.flat().filter(({ liked, reposted }) => liked || reposted);
  return new Map(
    done.map(({ post_id, liked, reposted }) => [
      post_id,
      { liked: liked === true, reposted: reposted === true },
    ]),
  );
}

export async function readRecentReactions(
  db: Cassandra,
  userId: string,
  limit: number,
): Promise<RecentReactions> {
  return recentReactionsOf(await db.all<DoneRow>(RECENT, [userId, limit], limit), limit);
}
