import { type Cassandra, type Statement, statement } from '../../../../platform/cassandra/cassandra.ts';
import type { CassandraOutbox } from '../../../../platform/events/outbox-cassandra.ts';
import { type NewPost, NO_COUNTS, type PostState } from '../../domain/post.ts';
import { requireSubjects } from '../../domain/visibility.ts';
import type { Posts } from '../../ports.ts';
import type { PostEvents } from '../post-events.ts';
import { type BodyRow, bodyOf, entitiesOf } from '../rows.ts';
import { type CountOf, readCounts, recountSmall } from './counts.ts';
import { addEntry, removeEntry } from './entry-statements.ts';
import { postOfWrite } from './post-of-write.ts';
import { type PostRow, readPosts, readStanding, rowTime } from './post-rows.ts';

const INSERT = `INSERT INTO :post (id, author_id, reply_to_id, root_id, quoted_id, text, entities)
  VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?`;
const REPLY = 'INSERT INTO :reply (parent_id, id, standing) VALUES (?, ?, ?) USING TIMESTAMP ?';
const QUOTE = 'INSERT INTO :quote (quoted_id, id, standing) VALUES (?, ?, ?) USING TIMESTAMP ?';
const REMOVE = 'UPDATE :post USING TIMESTAMP ? SET removal_id = ?, text = null, entities = null WHERE id = ?';
const DECIDE_REMOVAL = 'UPDATE :post SET decided_removal_id = ? WHERE id = ? IF decided_removal_id = null';
const REMOVED_AT = 'SELECT writetime(removal_id) AS at FROM :post WHERE id = ?';
const BODIES = 'SELECT id, text, entities FROM :post WHERE id IN ?';
const FIRST_IDS = 'SELECT id FROM :post LIMIT ?';
/** The order of partitions. */
const NEXT_IDS = 'SELECT id FROM :post WHERE token(id) > token(?) LIMIT ?';

export interface CassandraPosts extends Posts {
  /** Removes an existing post. May be repeated. */
  remove(row: PostRow, removalId: string, actorId: string): Promise<void>;
}

export function cassandraPosts(db: Cassandra, outbox: CassandraOutbox, events: PostEvents): CassandraPosts {
  const ofWrite = postOfWrite(db);
  const recountAll = (counts: readonly CountOf[]) => Promise.all(counts.map((of) => recountSmall(db, of)));

  const requireStanding = async (post: NewPost) => {
    const standing = await readStanding(db, [post.replyToId, post.quotedId]);
    requireSubjects(post, (subjectId) => standing.has(subjectId));
  };

  /** Stores the rows of a post with the time of its id as timestamp. A repeat changes nothing, not even later changes. */
  const store = async (post: NewPost, id: string): Promise<void> => {
    const { authorId, replyToId, rootId, quotedId, stamp } = post;
    const at = rowTime(id);
    const entry = { id, actorId: authorId, subjectId: id, subjectAuthorId: authorId, stamp };
    const root = rootId === post.id ? id : rootId;
    const row = [id, authorId, replyToId, root, quotedId, post.text, entitiesOf(post), BigInt(at)] as const;
    const around = rowsAround({ replyToId, quotedId }, id, { standing: true, at });
    await outbox.write(
      [statement(INSERT, ...row), ...around.statements, ...addEntry(entry, at)],
      [
        ...around.postIds.map((each) => events.countsDirty(each, authorId)),
        events.postCreated({ ...post, id }),
      ],
    );
    await recountAll(around.counts);
  };

  /**
   * Completes and counts the rows around an existing or removed post. Batches are not isolated, so another process may be
   * between its rows, or may have ended before it counted.
   */
  const completeAround = async (row: PostRow): Promise<void> => {
    const standing = row.removalId === '';
    const at = standing ? rowTime(row.id) : Number((await db.get<{ at: bigint }>(REMOVED_AT, row.id))!.at);
    const { statements, counts } = rowsAround(row, row.id, { standing, at });
    const own = { actorId: row.authorId, subjectId: row.id, subjectAuthorId: row.authorId };
    // On a timestamp tie Cassandra keeps the larger value, so a `pull` stamp wins over this `push`.
    const entry = standing ? addEntry({ id: row.id, ...own, stamp: 'push' }, at) : [];
    await db.batch([...statements, ...entry]);
    await recountAll(counts);
  };

  /** Whether a post is stored, deleted or not. Completes and counts its rows if so. */
  const isStored = async (id: string): Promise<boolean> => {
    const row = (await readPosts(db, [id])).get(id);
    if (row) await completeAround(row);
    return row !== undefined;
  };

  const remove = async (row: Place, removalId: string, actorId: string): Promise<void> => {
    const { id, authorId } = row;
    const at = db.writeTime(rowTime(id));
    const around = rowsAround(row, id, { standing: false, at });
    const removedEntry = { id, actorId: authorId, subjectId: id, subjectAuthorId: authorId };
    await outbox.write(
      [statement(REMOVE, BigInt(at), removalId, id), ...around.statements, ...removeEntry(authorId, id, at)],
      [
        ...around.postIds.map((each) => events.countsDirty(each, actorId)),
        events.entryRemoved(removedEntry, actorId),
      ],
    );
    await recountAll(around.counts);
  };

  /** Returns the removal that the post has: this one, unless there is another. */
  const decideRemoval = async (postId: string, removalId: string): Promise<string> => {
    const existing = await db.runIf<{ decided_removal_id: string }>(
      statement(DECIDE_REMOVAL, removalId, postId),
    );
    return existing?.decided_removal_id ?? removalId;
  };

  /** Stores the post under the decided id, unless it is stored already. */
  const storeDecided = async (post: NewPost, id: string): Promise<string> => {
    const { writeId, authorId } = post;
    // Removes the post that the first attempt stored, or may still store later, under its own id.
    if (id !== writeId) await remove({ ...post, id: writeId }, id, authorId);
    if (await isStored(id)) return id;
    await requireStanding(post);
    await store(post, id);
    return id;
  };

  const storeFirst = async (post: NewPost): Promise<string> => {
    await requireStanding(post);
    await store(post, post.id);
    const lateAttempt = await ofWrite.lateAttempt(post.writeId);
    if (!lateAttempt) return post.id;
    return storeDecided(post, lateAttempt.postId ?? (await ofWrite.decide(post.writeId, post.id)));
  };

  const storeLate = async (post: NewPost): Promise<string> => {
    const { id, writeId } = post;
    await ofWrite.recordLateAttempt(writeId);
    return storeDecided(post, await ofWrite.decide(writeId, (await isStored(writeId)) ? writeId : id));
  };

  const storedOf = async (writeId: string): Promise<string | undefined> => {
    // In this order: an attempt that begins after the second read finds the post that the first read found.
    const first = await isStored(writeId);
    const lateAttempt = await ofWrite.lateAttempt(writeId);
    if (!lateAttempt) return first ? writeId : undefined;
    const id = lateAttempt.postId ?? (first ? await ofWrite.decide(writeId, writeId) : undefined);
    return id !== undefined && (await isStored(id)) ? id : undefined;
  };

  return {
    createPost: (post) => (post.id === post.writeId ? storeFirst(post) : storeLate(post)),
    postOfWrite: async (writeId) => (writeId === '' ? undefined : storedOf(writeId)),
    async deletePost({ postId, removalId, actorId }) {
      const row = (await readPosts(db, [postId])).get(postId);
      if (row === undefined) return false;
      if (row.removalId !== '') {
        await completeAround(row);
        return row.removalId === removalId;
      }
      // One of several concurrent removals is decided. Each process completes it, because the winner may have ended in
      // between.
      const decided = await decideRemoval(postId, removalId);
      await remove(row, decided, actorId);
      return decided === removalId;
    },
    remove,
    async states(ids) {
      const [rows, counts] = await Promise.all([readPosts(db, ids), readCounts(db, ids)]);
      return new Map(
        [...rows.values()].map(({ removalId, ...place }): [string, PostState] => [
          place.id,
          { ...place, deleted: removalId !== '', counts: counts.get(place.id) ?? NO_COUNTS },
        ]),
      );
    },
    async bodies(ids) {
      const wanted = [...new Set(ids)].filter((id) => id !== '');
      if (wanted.length === 0) return new Map();
      const rows = await db.all<{ id: string; text: string | null; entities: string | null }>(BODIES, [
        wanted,
      ]);
      const standing = rows.filter((row): row is BodyRow => row.text !== null && row.entities !== null);
      return new Map(standing.map((row) => [row.id, bodyOf(row)]));
    },
    async postIds(afterId, limit) {
      const found = await (afterId === ''
        ? db.all<{ id: string }>(FIRST_IDS, [limit], limit)
        : db.all<{ id: string }>(NEXT_IDS, [afterId, limit], limit));
      return found.map(({ id }) => id);
    },
  };
}

/** The place and the author of a post. */
type Place = Pick<PostRow, 'id' | 'authorId' | 'replyToId' | 'quotedId'>;

interface Around {
  readonly statements: readonly Statement[];
  /** The posts whose counts change. */
  readonly postIds: readonly string[];
  readonly counts: readonly CountOf[];
}

/** The rows of a post among the replies and quotes of others. */
function rowsAround(
  { replyToId, quotedId }: Pick<NewPost, 'replyToId' | 'quotedId'>,
  id: string,
  { standing, at }: { standing: boolean; at: number },
): Around {
  const reply = replyToId !== '';
  const quote = quotedId !== '';
  return {
    statements: [
      ...(reply ? [statement(REPLY, replyToId, id, standing, BigInt(at))] : []),
      ...(quote ? [statement(QUOTE, quotedId, id, standing, BigInt(at))] : []),
    ],
    postIds: [...(reply ? [replyToId] : []), ...(quote ? [quotedId] : [])],
    counts: [
      ...(reply ? [{ postId: replyToId, kind: 'replies' as const, bucket: 0 }] : []),
      ...(quote ? [{ postId: quotedId, kind: 'quotes' as const, bucket: 0 }] : []),
    ],
  };
}
