import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';

const LATE = 'UPDATE :post_of_write SET late = true WHERE write_id = ?';
const DECISION = 'SELECT late, post_id FROM :post_of_write WHERE write_id = ?';
const DECIDE = 'UPDATE :post_of_write SET post_id = ? WHERE write_id = ? IF post_id = null';

/** Several attempts of one write may each store a post under an id of their own. */
export interface LateAttempt {
  /** Undefined while undecided, as of this read; then call `decide`. */
  readonly postId: string | undefined;
}

/**
 * Decides which post a write has. Nearly all writes have one attempt, which stores under the write's own id and needs no
 * conditional write. A later attempt uses another id. It first records that it exists, and then looks for the first attempt's
 * post; the first attempt stores, and then looks for later ones. So one of them sees the other, however long either hangs,
 * and each one that does lets the database decide once.
 */
export interface PostOfWrite {
  /** Records a later attempt. It must complete before that attempt looks for the first one's post. */
  recordLateAttempt(writeId: string): Promise<void>;
  /** Undefined while there is no later attempt. */
  lateAttempt(writeId: string): Promise<LateAttempt | undefined>;
  /** Makes `postId` the post of the write permanently, unless it has one. Returns the write's post. */
  decide(writeId: string, postId: string): Promise<string>;
}

export function postOfWrite(db: Cassandra): PostOfWrite {
  return {
    recordLateAttempt: (writeId) => db.run(statement(LATE, writeId)),
    async lateAttempt(writeId) {
      const row = await db.get<{ post_id: string | null }>(DECISION, writeId);
      return row && { postId: row.post_id ?? undefined };
    },
    async decide(writeId, postId) {
      const decided = await db.runIf<{ post_id: string }>(statement(DECIDE, postId, writeId));
      return decided?.post_id ?? postId;
    },
  };
}
