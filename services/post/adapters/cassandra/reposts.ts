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
  /** Returns the entry of the existing repost; empty if there is none. */
  repost(repostChange: RepostChange, entry: NewEntry): Promise<string>;
  unrepost(repostChange: RepostChange): Promise<void>;
  /** Removes the rows of a repost, also of one that is partly undone, for a purge. */
  removeRows(post: PostRow, userId: string, row: ReactionRow): Promise<void>;
}

/**
 * A repost is first decided by one conditional write on the person's own row, so that concurrent reposts get one entry. Then
 * its rows are written. Batches are not isolated, and a process may end between the two steps. So a later attempt writes the
 * rows of a repost that was decided, and completes and counts rows that may be partly written.
 */
export function cassandraReposts(db: Cassandra, outbox: CassandraOutbox, events: PostEvents): Reposts {
  const recountOf = (post: PostRow, userId: string) =>
    recountSmall(db, { postId: post.id, kind: 'reposts', bucket: bucketOf(userId) });

  /** @param announced whether an earlier attempt has written the rows, perhaps in part, and their events */
  const writeRows = async ({ post, userId }: RepostChange, entry: Entry, at: bigint, announced: boolean) => {
    const rows = [
      statement(REPOST, post.id, bucketOf(userId), userId, true, at),
      statement(ENTRY, post.id, entry.id, userId, stampNumber(entry.stamp), at),
      ...addEntry(entry, Number(at)),
    ];
    const action = { actorId: userId, postId: post.id, authorId: post.authorId };
    const newEvents = [
      events.countsDirty(post.id, userId),
      events.repostCreated(entry),
      events.action(Kind.SHARE, action),
    ];
    await outbox.write(rows, announced ? [] : newEvents);
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
    const removedEntry = {
      id: repostId,
      actorId: userId,
      subjectId: post.id,
      subjectAuthorId: post.authorId,
    };
    const newEvents = [events.countsDirty(post.id, userId), events.entryRemoved(removedEntry, userId)];
    await outbox.write(rows, announced ? [] : newEvents);
    await recountOf(post, userId);
  };

  const isListed = async (userId: string, repostId: string) =>
    (await db.get(THERE, userId, repostId)) !== undefined;

  /** Completes the removal of an undone repost: another process may be writing its rows, or may have ended before. */
  const completeRemoval = async (post: PostRow, userId: string, row: ReactionRow): Promise<void> => {
    if (row.reposted || !row.repost_id) return;
    const announced = !(await isListed(userId, row.repost_id));
    await removeRows(post, userId, row.repost_id, row.repost_at!, announced);
  };

  const entryOfRow = ({ post, userId }: RepostChange, id: string, stamp: number): Entry =>
    entryOf({ author_id: userId, id, subject_id: post.id, subject_author_id: post.authorId, stamp });

  const storedIn = (row: ReactionRow | undefined) =>
    row && { exists: row.reposted === true, changeId: row.repost_change_id ?? '' };

  return {
    async repost(repostChange, { id, stamp }) {
      const { post, userId, change } = repostChange;
      for (;;) {
        const row = await readReactionSerial(db, userId, post.id);
        if (row?.reposted) {
          const entry = entryOfRow(repostChange, row.repost_id!, row.repost_stamp!);
          await writeRows(repostChange, entry, row.repost_at!, await isListed(userId, entry.id));
          return entry.id;
        }
        if (!isDue(storedIn(row), change, true)) return '';
        // The row names one entry. Once it names the next, the previous repost can't be completed.
        if (row) await completeRemoval(post, userId, row);
        const at = BigInt(db.writeTime(Number(row?.repost_at ?? 0)));
        const set = [latestChange(row?.repost_change_id, change.id), id, stampNumber(stamp), at] as const;
        const conflict = await db.runIf(statement(SET, ...set, userId, post.id, row?.repost_at ?? null));
        if (conflict !== undefined) continue;
        await writeRows(repostChange, entryOfRow(repostChange, id, stampNumber(stamp)), at, false);
        return id;
      }
    },
    async unrepost(repostChange) {
      const { post, userId, change } = repostChange;
      for (;;) {
        const row = await readReactionSerial(db, userId, post.id);
        if (!row?.repost_id) return;
        if (!isDue(storedIn(row), change, false)) {
          // A repost that exists was made by a later change, which completes it.
          await completeRemoval(post, userId, row);
          return;
        }
        const at = BigInt(db.writeTime(Number(row.repost_at)));
        const changeId = latestChange(row.repost_change_id, change.id);
        const conflict = await db.runIf(statement(UNSET, changeId, at, userId, post.id, row.repost_at));
        if (conflict !== undefined) continue;
        await removeRows(post, userId, row.repost_id, at, false);
        return;
      }
    },
    removeRows: (post, userId, row) =>
      row.reposted
        ? removeRows(post, userId, row.repost_id!, BigInt(db.writeTime(Number(row.repost_at))), false)
        : completeRemoval(post, userId, row),
  };
}
