import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import type { Entry } from '../../domain/post.ts';
import type { Entries, RepostWindow } from '../../ports.ts';
import { entryOf } from '../rows.ts';
import { slices } from '../slices.ts';
import { bucketOf } from './buckets.ts';
import { END } from './lists.ts';
import { type PostRow, readPosts } from './post-rows.ts';

const WITHIN = `SELECT id, user_id, stamp FROM :repost_entry
  WHERE post_id = ? AND id >= ? AND id < ? LIMIT ?`;
const AMONG = `SELECT user_id, standing FROM :post_repost
  WHERE post_id = ? AND bucket = ? AND user_id IN ?`;
const REPOST_IDS = 'SELECT repost_id FROM :reaction WHERE user_id IN ? AND post_id = ?';
const REPOSTS = 'SELECT id, user_id, stamp FROM :repost_entry WHERE post_id = ? AND id IN ?';

/** The most rows of one partition per statement. */
const ROWS_AT_ONCE = 500;
/** The most partitions per statement. The coordinator reads each one separately. */
const PARTITIONS_AT_ONCE = 50;
/** The most posts at a time. Each needs one statement per bucket. */
const POSTS_AT_ONCE = 8;

interface RepostRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly stamp: number;
}

/** Lists the reposts of posts, within a window or by some people. */
export function cassandraRepostLists(db: Cassandra): Pick<Entries, 'reposts' | 'repostsBy'> {
  const within = async (post: PostRow, { from, before }: RepostWindow, limit: number): Promise<Entry[]> => {
    const entries: Entry[] = [];
    let below = before || END;
    while (entries.length < limit) {
      const rows = await db.all<RepostRow>(WITHIN, [post.id, from, below, limit], limit);
      entries.push(...entriesOf(post, rows));
      if (rows.length < limit) break;
      below = rows.at(-1)!.id;
    }
    return entries.slice(0, limit);
  };

  const reposters = async (postId: string, bucket: number, userIds: readonly string[]) => {
    const rows = await inSlices(userIds, ROWS_AT_ONCE, (slice) =>
      db.all<{ user_id: string; standing: boolean }>(AMONG, [postId, bucket, slice]),
    );
    return rows.filter(({ standing }) => standing).map(({ user_id }) => user_id);
  };
  /**
   * First finds who of the people reposted the post, with one statement per bucket for any number of people. Then reads only
   * their entries. `repost_entry` decides which entries exist, as for windows.
   */
  const by = async (people: ReadonlyMap<number, string[]>, post: PostRow): Promise<Entry[]> => {
    const among = await Promise.all(
      [...people].map(([bucket, userIds]) => reposters(post.id, bucket, userIds)),
    );
    const changed = await inSlices(among.flat(), PARTITIONS_AT_ONCE, (slice) =>
      db.all<{ repost_id: string | null }>(REPOST_IDS, [slice, post.id]),
    );
    const repostIds = changed.flatMap(({ repost_id }) => repost_id ?? []);
    const rows = await inSlices(repostIds, ROWS_AT_ONCE, (slice) =>
      db.all<RepostRow>(REPOSTS, [post.id, slice]),
    );
    return entriesOf(post, rows).sort((a, b) => (a.id < b.id ? 1 : -1));
  };

  return {
    async reposts(windows, limit) {
      const posts = await readPosts(
        db,
        windows.map(({ subjectId }) => subjectId),
      );
      return Promise.all(
        windows.map((window) => {
          const post = posts.get(window.subjectId);
          return post === undefined || post.removalId !== '' ? [] : within(post, window, limit);
        }),
      );
    },
    async repostsBy(userIds, postIds) {
      const people = Map.groupBy(
        [...new Set(userIds)].filter((id) => id !== ''),
        bucketOf,
      );
      const posts = await readPosts(db, postIds);
      const standing = [...posts.values()].filter(({ removalId }) => removalId === '');
      const reposts = new Map<string, Entry[]>();
      for (const slice of slices(standing, POSTS_AT_ONCE)) {
        const lists = await Promise.all(slice.map((post) => by(people, post)));
        for (const [at, { id }] of slice.entries()) if (lists[at]!.length > 0) reposts.set(id, lists[at]!);
      }
      return reposts;
    },
  };
}

/** Skips rows with only a stamp: a repost that was restamped while it was undone leaves one. */
function entriesOf({ id: subject_id, authorId }: PostRow, rows: readonly RepostRow[]): Entry[] {
  return rows.flatMap(({ id, user_id, stamp }) =>
    user_id === null
      ? []
      : entryOf({ author_id: user_id, id, subject_id, subject_author_id: authorId, stamp }),
  );
}

async function inSlices<T, Row>(
  list: readonly T[],
  size: number,
  read: (slice: T[]) => Promise<Row[]>,
): Promise<Row[]> {
  return (await Promise.all([...slices(list, size)].map(read))).flat();
}
