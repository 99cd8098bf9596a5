import { LRUCache } from 'lru-cache';
import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import { type Counts, NO_COUNTS } from '../../domain/post.ts';
import type { Recounts } from '../../ports.ts';
import { allBuckets, bucketOf } from './buckets.ts';

/** The counted kinds. Replies and quotes have one bucket. */
export type CountKind = keyof Counts;

const ofPost = 'WHERE post_id = ? AND bucket = ?';
const rowsOf: Readonly<Record<CountKind, string>> = {
  replies: 'FROM :reply WHERE parent_id = ?',
  quotes: 'FROM :quote WHERE quoted_id = ?',
  likes: `FROM :post_like ${ofPost}`,
  reposts: `FROM :post_repost ${ofPost}`,
};
const selecting = (what: string, kind: CountKind) =>
  `SELECT ${what} ${rowsOf[kind]} AND standing = true ALLOW FILTERING`;
const bucketed = (kind: CountKind) => kind === 'likes' || kind === 'reposts';

const WRITE = 'INSERT INTO :post_count (post_id, kind, bucket, n) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';
const READ_ONE =
  'SELECT n, writetime(n) AS at FROM :post_count WHERE post_id = ? AND kind = ? AND bucket = ?';
const READ_MANY = 'SELECT post_id, kind, n FROM :post_count WHERE post_id IN ?';

/** Above this the consumer of dirty counts recounts a bucket instead of each change, because a count reads all its rows. */
const MAX_COUNTED_AT_ONCE = 1_000;

export interface CountOf {
  readonly postId: string;
  readonly kind: CountKind;
  /** 0 for replies and quotes. */
  readonly bucket: number;
}

interface Counted {
  readonly n: number;
  /** When the count began, by the clock of the counting process, in microseconds. */
  readonly at: bigint;
}

const readCounted = (db: Cassandra, { postId, kind, bucket }: CountOf) =>
  db.get<Counted>(READ_ONE, postId, kind, bucket);

const isSmall = (counted: Counted | undefined) => (counted?.n ?? 0) < MAX_COUNTED_AT_ONCE;

/**
 * Recounts the rows of a bucket. The count that began later wins, in any order of writes, because it has seen more. Its
 * timestamp is above the stored one, so an earlier count by a clock that was ahead loses. Of two counts at once, by processes
 * with different clocks, the older one may win until the consumer has counted again.
 */
async function recount(db: Cassandra, of: CountOf, before: Counted | undefined): Promise<void> {
  const { postId, kind, bucket } = of;
  const began = db.writeTime(Number(before?.at ?? 0));
  const where = bucketed(kind) ? [postId, bucket] : [postId];
  // Counting a famous post in one query may exceed the query timeout.
  const n = isSmall(before)
    ? Number((await db.get<{ n: bigint }>(selecting('count(*) AS n', kind), ...where))!.n)
    : await db.count(selecting('standing', kind), where);
  await db.run(statement(WRITE, postId, kind, bucket, n, BigInt(began)));
}

const bucketsOf = (kind: CountKind) => (bucketed(kind) ? allBuckets : [0]);

/** The number of the rows of a post. */
export async function countRows(db: Cassandra, postId: string, kind: CountKind): Promise<number> {
  const counts = bucketsOf(kind).map((bucket) =>
    db.count(selecting('standing', kind), bucketed(kind) ? [postId, bucket] : [postId]),
  );
  return (await Promise.all(counts)).reduce((sum, n) => sum + n, 0);
}

/** Counts the rows of a post again, in all buckets. */
export async function recountAll(db: Cassandra, postId: string, kind: CountKind): Promise<void> {
  for (const bucket of bucketsOf(kind)) {
    const of = { postId, kind, bucket };
    await recount(db, of, await readCounted(db, of));
  }
}

/** Counts after a change of one row, unless the bucket is large. */
export async function recountSmall(db: Cassandra, of: CountOf): Promise<void> {
  const before = await readCounted(db, of);
  if (isSmall(before)) await recount(db, of, before);
}

/** A count that began this long after a change includes it: longer than any write takes, plus clock skew. */
const SEEN_AFTER_MS = 10_000;

/**
 * Recounts what one person's change may have touched: the buckets of their reactions, and the replies and quotes. Skips a
 * bucket that was counted after the change, so that thousands of reactions at once do not cause thousands of counts.
 */
export function recountChanged(db: Cassandra): Recounts['recount'] {
  const lastBegan = new LRUCache<string, number>({ max: 10_000 });
  return async ({ postId, actorId, timeMs }) => {
    for (const kind of ['replies', 'quotes', 'likes', 'reposts'] as const) {
      const bucket = bucketed(kind) ? bucketOf(actorId) : 0;
      const key = `${postId} ${kind} ${bucket}`;
      if ((lastBegan.get(key) ?? 0) > timeMs + SEEN_AFTER_MS) continue;
      const began = Math.floor(db.writeTime() / 1_000);
      const of = { postId, kind, bucket };
      await recount(db, of, await readCounted(db, of));
      lastBegan.set(key, began);
    }
  };
}

/** By post id; posts without any are absent. */
export async function readCounts(
  db: Cassandra,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  const counts = new Map<string, Counts>();
  // Cassandra refuses an empty key.
  const wanted = [...new Set(postIds)].filter((id) => id !== '');
  if (wanted.length === 0) return counts;
  const rows = await db.all<{ post_id: string; kind: CountKind; n: number }>(READ_MANY, [wanted]);
  for (const { post_id, kind, n } of rows) {
    const before = counts.get(post_id) ?? NO_COUNTS;
    counts.set(post_id, { ...before, [kind]: before[kind] + n });
  }
  return counts;
}
