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

/** Rows of one partition that one statement asks for. */
const ROWS_AT_ONCE = 500;
/** Partitions of one statement, whose coordinator asks for each by itself. */
const PARTITIONS_AT_ONCE = 50;
/** Posts at a time; each takes a statement a bucket. */
const POSTS_AT_ONCE = 8;

interface RepostRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly stamp: number;
}

/** The reposts of posts, all within a window or those of some people. */
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
    const rows = await inSlices(userIds, ROWS_AT_ONCE, (some) =>
      db.all<{ user_id: string; standing: boolean }>(AMONG, [postId, bucket, some]),
    );
    return rows.filter(({ standing }) => standing).map(({ user_id }) => user_id);
  };
  /**
   * Who of the people reposted a post is asked of its buckets, so that it takes few statements however many they are, and
   * the rest only of those who did. Which entries stand is for `repost_entry` to say, as where a window is read.
   */
  const by = async (people: ReadonlyMap<number, string[]>, post: PostRow): Promise<Entry[]> => {
    const among = await Promise.all(
      [...people].map(([bucket, userIds]) => reposters(post.id, bucket, userIds)),
    );
    const changed = await inSlices(among.flat(), PARTITIONS_AT_ONCE, (some) =>
      db.all<{ repost_id: string | null }>(REPOST_IDS, [some, post.id]),
    );
    const repostIds = changed.flatMap(({ repost_id }) => repost_id ?? []);
    const rows = await inSlices(repostIds, ROWS_AT_ONCE, (some) =>
      db.all<RepostRow>(REPOSTS, [post.id, some]),
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
      for (const some of slices(standing, POSTS_AT_ONCE)) {
        const lists = await Promise.all(some.map((post) => by(people, post)));
        for (const [at, { id }] of some.entries()) if (lists[at]!.length > 0) reposts.set(id, lists[at]!);
      }
      return reposts;
    },
  };
}

/** A row of a stamp alone is left when a repost is restamped while it is taken back. */
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
  read: (some: T[]) => Promise<Row[]>,
): Promise<Row[]> {
  return (await Promise.all([...slices(list, size)].map(read))).flat();
}
