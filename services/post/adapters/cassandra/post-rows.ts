import type { Cassandra } from '../../../../platform/cassandra/cassandra.ts';
import { timeOf } from '../../../../platform/ids.ts';
import type { PostPlace } from '../../domain/post.ts';
import { slices } from '../slices.ts';

/** The time of an id in microseconds. It is the timestamp of the rows that were first stored with the id. */
export function rowTime(id: string): number {
  return timeOf(id) * 1_000;
}

/** The columns of a post that change or that lists use. */
export interface PostRow extends PostPlace {
  readonly id: string;
  /** Empty while the post exists. */
  readonly removalId: string;
}

interface Found {
  readonly id: string;
  /** Null for a post that was removed before it was stored. */
  readonly author_id: string | null;
  readonly reply_to_id: string;
  readonly root_id: string;
  readonly quoted_id: string;
  readonly removal_id: string | null;
}

const ROWS = `SELECT id, author_id, reply_to_id, root_id, quoted_id, removal_id FROM :post WHERE id IN ?`;
/** The most ids per query. The coordinator reads each one separately. */
const IDS_AT_ONCE = 50;

/** By id; unknown ids are absent. */
export async function readPosts(
  db: Cassandra,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PostRow>> {
  const wanted = [...new Set(ids)].filter((id) => id !== '');
  const pages = await Promise.all(
    [...slices(wanted, IDS_AT_ONCE)].map((slice) => db.all<Found>(ROWS, [slice])),
  );
  return new Map(
    pages.flat().flatMap((row): [string, PostRow][] => {
      if (row.author_id === null) return [];
      return [
        [
          row.id,
          {
            id: row.id,
            authorId: row.author_id,
            replyToId: row.reply_to_id,
            rootId: row.root_id,
            quotedId: row.quoted_id,
            removalId: row.removal_id ?? '',
          },
        ],
      ];
    }),
  );
}

/** The ids whose posts exist. */
export async function readStanding(db: Cassandra, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await readPosts(db, ids);
  return new Set([...rows.values()].filter(({ removalId }) => removalId === '').map(({ id }) => id));
}
