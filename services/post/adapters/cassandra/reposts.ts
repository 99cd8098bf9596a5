import { ActionTaken_Kind as Kind } from '../../../../gen/ts/skein/event/v1/event_pb.ts';
import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { CassandraOutbox } from '../../../../platform/events/outbox-cassandra.ts';
import type { Entry } from '../../domain/post.ts';
import { isDue, latestChange } from '../../domain/reaction.ts';
import type { Change, NewEntry } from '../../ports.ts';
import type { PostEvents } from '../post-events.ts';
import { entryOf, stampNumber } from '../rows.ts';
import { bucketOf } from './buckets.ts';
import { recountSmall } from './counts.ts';
import { addEntry, removeEntry } from './entry-statements.ts';
import type { PostRow } from './post-rows.ts';
import { type ReactionRow, readReactionSerial } from './reaction-rows.ts';

const SET = `UPDATE :reaction SET reposted = true, repost_change_id = ?, repost_id = ?, repost_stamp = ?, repost_at = ?
  WHERE user_id = ? AND post_id = ? IF repost_at = ?`;
const UNSET = `UPDATE :reaction SET reposted = false, repost_change_id = ?, repost_at = ?
  WHERE user_id = ? AND post_id = ? IF repost_at = ?`;
const REPOST = `INSERT INTO :post_repost (post_id, bucket, user_id, standing) VALUES (?, ?, ?, ?)
  USING TIMESTAMP ?`;
const ENTRY = 'INSERT INTO :repost_entry (post_id, id, user_id, stamp) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';
const NO_ENTRY = 'DELETE FROM :repost_entry USING TIMESTAMP ? WHERE post_id = ? AND id = ?';
const THERE = 'SELECT id FROM :entry WHERE author_id = ? AND id = ?';

export interface RepostChange {
  readonly post: PostRow;
  readonly userId: string;
  readonly change: Change;
}

export interface Reposts {
  /** Answers the entry of the repost that stands; empty when none does. */
  repost(wish: RepostChange, entry: NewEntry): Promise<string>;
  unrepost(wish: RepostChange): Promise<void>;
  /** Takes away what follows from a repost, whether it stands or was taken back in part, for a purge. */
  removeRows(post: PostRow, userId: string, row: ReactionRow): Promise<void>;
}

/**
 * A repost is first decided by one condition on the person's own row, so that of two at once one entry stands, and then
 * written everywhere else. Whoever comes upon one that was decided and not written writes it, and whoever comes upon one
 * that was written, perhaps in part, for batches are not isolated, completes and counts it: another process may just be at
 * it, or have ended before.
 */
export function cassandraReposts(db: Cassandra, outbox: CassandraOutbox, events: PostEvents): Reposts {
  const recountOf = (post: PostRow, userId: string) =>
    recountSmall(db, { postId: post.id, kind: 'reposts', bucket: bucketOf(userId) });

  /** @param announced somebody has written it before, perhaps in part, and its events with it */
  const writeRows = async ({ post, userId }: RepostChange, entry: Entry, at: bigint, announced: boolean) => {
    const rows = [
      statement(REPOST, post.id, bucketOf(userId), userId, true, at),
      statement(ENTRY, post.id, entry.id, userId, stampNumber(entry.stamp), at),
      ...addEntry(entry, Number(at)),
    ];
    const action = { actorId: userId, postId: post.id, authorId: post.authorId };
    const news = [
      events.countsDirty(post.id, userId),
      events.repostCreated(entry),
      events.action(Kind.SHARE, action),
    ];
    await outbox.write(rows, announced ? [] : news);
    await recountOf(post, userId);
  };

  /** @param announced as above */
  const removeRows = async (
    post: PostRow,
    userId: string,
    repostId: string,
    at: bigint,
    announced: boolean,
  ) => {
    const rows = [
      statement(REPOST, post.id, bucketOf(userId), userId, false, at),
      statement(NO_ENTRY, at, post.id, repostId),
      ...removeEntry(userId, repostId, Number(at)),
    ];
    const gone = { id: repostId, actorId: userId, subjectId: post.id, subjectAuthorId: post.authorId };
    const news = [events.countsDirty(post.id, userId), events.entryRemoved(gone, userId)];
    await outbox.write(rows, announced ? [] : news);
    await recountOf(post, userId);
  };

  const isListed = async (userId: string, repostId: string) =>
    (await db.get(THERE, userId, repostId)) !== undefined;

  /** Whoever took a repost back may be between its rows, or have ended before them. */
  const settleRemoval = async (post: PostRow, userId: string, row: ReactionRow): Promise<void> => {
    if (row.reposted || !row.repost_id) return;
    const announced = !(await isListed(userId, row.repost_id));
    await removeRows(post, userId, row.repost_id, row.repost_at!, announced);
  };

  const entryOfRow = ({ post, userId }: RepostChange, id: string, stamp: number): Entry =>
    entryOf({ author_id: userId, id, subject_id: post.id, subject_author_id: post.authorId, stamp });

  const storedIn = (row: ReactionRow | undefined) =>
    row && { exists: row.reposted === true, changeId: row.repost_change_id ?? '' };

  return {
    async repost(wish, { id, stamp }) {
      const { post, userId, change } = wish;
      for (;;) {
        const row = await readReactionSerial(db, userId, post.id);
        if (row?.reposted) {
          const entry = entryOfRow(wish, row.repost_id!, row.repost_stamp!);
          await writeRows(wish, entry, row.repost_at!, await isListed(userId, entry.id));
          return entry.id;
        }
        if (!isDue(storedIn(row), change, true)) return '';
        // The row names one entry: that of a repost before is known to nobody once it names the next.
        if (row) await settleRemoval(post, userId, row);
        const at = BigInt(db.writeTime(Number(row?.repost_at ?? 0)));
        const set = [latestChange(row?.repost_change_id, change.id), id, stampNumber(stamp), at] as const;
        const stood = await db.runIf(statement(SET, ...set, userId, post.id, row?.repost_at ?? null));
        if (stood !== undefined) continue;
        await writeRows(wish, entryOfRow(wish, id, stampNumber(stamp)), at, false);
        return id;
      }
    },
    async unrepost(wish) {
      const { post, userId, change } = wish;
      for (;;) {
        const row = await readReactionSerial(db, userId, post.id);
        if (!row?.repost_id) return;
        if (!isDue(storedIn(row), change, false)) {
          // One that stands, by a later change, is whoever's who made it.
          await settleRemoval(post, userId, row);
          return;
        }
        const at = BigInt(db.writeTime(Number(row.repost_at)));
        const changeId = latestChange(row.repost_change_id, change.id);
        const stood = await db.runIf(statement(UNSET, changeId, at, userId, post.id, row.repost_at));
        if (stood !== undefined) continue;
        await removeRows(post, userId, row.repost_id, at, false);
        return;
      }
    },
    removeRows: (post, userId, row) =>
      row.reposted
        ? removeRows(post, userId, row.repost_id!, BigInt(db.writeTime(Number(row.repost_at))), false)
        : settleRemoval(post, userId, row),
  };
}
