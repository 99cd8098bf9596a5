import { type Cassandra, statement } from '../../../../platform/cassandra/cassandra.ts';

const LATE = 'UPDATE :post_of_write SET late = true WHERE write_id = ?';
const DECISION = 'SELECT late, post_id FROM :post_of_write WHERE write_id = ?';
const DECIDE = 'UPDATE :post_of_write SET post_id = ? WHERE write_id = ? IF post_id = null';

/** That several arrivals of one write may store a post, each under an id of its own. */
export interface Contest {
  /** Undefined while it is not decided, or was a moment ago: then `decide` tells. */
  readonly postId: string | undefined;
}

/**
 * Which post a write has. Nearly all have one arrival, which stores under the write's own id and pays for no condition.
 * A later one, under another id, first says that it is there and then looks for the post of the first; the first stores
 * and then looks for later ones. So one of the two sees the other, whatever stands still in between, and all that do let
 * the database decide once.
 */
export interface PostOfWrite {
  /** To be answered before whoever comes late looks for the first one's post. */
  comeLate(writeId: string): Promise<void>;
  /** Undefined while nobody came late. */
  contest(writeId: string): Promise<Contest | undefined>;
  /** Makes `postId` the post of the write, for ever, unless there is one; answers which it is. */
  decide(writeId: string, postId: string): Promise<string>;
}

export function postOfWrite(db: Cassandra): PostOfWrite {
  return {
    comeLate: (writeId) => db.run(statement(LATE, writeId)),
    async contest(writeId) {
      const row = await db.get<{ post_id: string | null }>(DECISION, writeId);
      return row && { postId: row.post_id ?? undefined };
    },
    async decide(writeId, postId) {
      const decided = await db.runIf<{ post_id: string }>(statement(DECIDE, postId, writeId));
      return decided?.post_id ?? postId;
    },
  };
}
