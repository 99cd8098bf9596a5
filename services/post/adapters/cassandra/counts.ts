import { LRUCache } from 'lru-cache';
import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import { type Counts, NO_COUNTS } from '../../domain/post.ts';
import type { Recounts } from '../../ports.ts';
import { bucketOf } from './buckets.ts';

/** What is counted, and where its rows are. Replies and quotes have one bucket. */
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

/** Above it a change leaves counting to the consumer of dirty counts: it reads all the rows of the bucket. */
const MAX_COUNTED_AT_ONCE = 1_000;

export interface CountOf {
  readonly postId: string;
  readonly kind: CountKind;
  /** 0 for replies and quotes. */
  readonly bucket: number;
}

interface Counted {
  readonly n: number;
  /** When that count began, by the clock of whoever counted, in microseconds. */
  readonly at: bigint;
}

const readCounted = (db: Cassandra, { postId, kind, bucket }: CountOf) =>
  db.get<Counted>(READ_ONE, postId, kind, bucket);

const isSmall = (counted: Counted | undefined) => (counted?.n ?? 0) < MAX_COUNTED_AT_ONCE;

/**
 * Counts the rows of a bucket anew. Of two counts the one that began later stands, whichever is written first: it has seen
 * more. One that was there before has seen less, however far ahead its clock was. Of two at once, by processes with clocks
 * apart, the older one may stand until the consumer has counted again.
 */
async function recount(db: Cassandra, of: CountOf, before: Counted | undefined): Promise<void> {
  const { postId, kind, bucket } = of;
  const began = db.writeTime(Number(before?.at ?? 0));
  const where = bucketed(kind) ? [postId, bucket] : [postId];
  // Of a famous post a single answer may take longer than any may take.
  const n = isSmall(before)
    ? Number((await db.get<{ n: bigint }>(selecting('count(*) AS n', kind), ...where))!.n)
    : await db.count(selecting('standing', kind), where);
  await db.run(statement(WRITE, postId, kind, bucket, n, BigInt(began)));
}

/** Counts after a change of one row, unless the bucket is large. */
export async function recountSmall(db: Cassandra, of: CountOf): Promise<void> {
  const before = await readCounted(db, of);
  if (isSmall(before)) await recount(db, of, before);
}

/** A count that began so long after a change has seen it: longer than any write takes, and clocks are apart. */
const SEEN_AFTER_MS = 10_000;

/**
 * Counts what one person's change may have touched: the buckets of his reactions, and the replies and quotes. A bucket that
 * was counted since is left alone, so that a post that thousands react to at once is not counted thousands of times.
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
