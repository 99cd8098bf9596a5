export interface Row {
  readonly key: string;
  readonly value: string;
}

/** A change of one row. */
export interface RowChange {
  readonly key: string;
  /** Undefined removes the row. */
  readonly value: string | undefined;
  /** From then on nobody sees the row; milliseconds since 1970. Absent: it stays. */
  readonly expiresMs?: number;
}

/** Keys from `from` on and below `below`. */
export interface KeyRange {
  readonly from: string;
  readonly below: string;
  readonly limit: number;
}

/**
 * Rows in partitions. All changes of one partition are in a total order, numbered by its revision. Reads see every commit
 * acknowledged before them. Reads are separate: a decision that needs a consistent view reads the revision first, and its
 * commit fails if another came between. Every method throws DEPENDENCY_UNAVAILABLE while the store does not answer; a commit
 * may have been done then.
 */
export interface InboxRows {
  /** The number of the last commit; 0 for a new partition. */
  revision(partition: string): Promise<number>;
  /** The numbers of the last commits of several partitions, without the new ones. */
  revisions(partitions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The values of at most 1,000 keys. Missing rows are absent. */
  get(partition: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The values of one key in several partitions, by partition. */
  find(partitions: readonly string[], key: string): Promise<ReadonlyMap<string, string>>;
  /** The rows of a range, greatest key first; fewer than the limit only at the end. At most 1,000. */
  newest(partition: string, range: KeyRange): Promise<readonly Row[]>;
  /**
   * Makes all changes at once, at most 500, if the revision is still the given one.
   *
   * @returns false if it is not, or if the store gave up between commits at the same time; nothing has changed then
   */
  commit(partition: string, revision: number, changes: readonly RowChange[]): Promise<boolean>;
  /** Removes a partition with all rows. */
  drop(partition: string): Promise<void>;
}

/** Removes partitions all of whose rows have expired, for stores where rows do not end by themselves. */
export interface RowSweep {
  /** @returns the number of rows removed, at most `limit` */
  sweep(limit: number): Promise<number>;
}

/** Says that the notifications of a reader have changed. Hints may be lost. */
export interface Hints {
  send(readerId: string): void;
}

/** Hints between the processes of the service. */
export interface HintChannel extends Hints {
  /** Calls `wake` for each hint, this process's own included. */
  listen(wake: (readerId: string) => void): Promise<void>;
}

/** Who may not notify a reader. */
export interface Relations {
  /** Those of at most 1,000 people whom the reader blocked or muted, or who blocked the reader. */
  hidden(readerId: string, userIds: readonly string[]): Promise<ReadonlySet<string>>;
  follows(readerId: string, userId: string): Promise<boolean>;
}

/** Posts and people as one reader may see them. */
export interface Hydration {
  /** Encoded posts and people by id; at most 1,000 of each. Those that the reader may not see are absent. */
  gather(
    readerId: string,
    postIds: readonly string[],
    userIds: readonly string[],
  ): Promise<{ posts: ReadonlyMap<string, Uint8Array>; users: ReadonlyMap<string, Uint8Array> }>;
  /** The first post of the conversation of an encoded post. */
  rootIdOf(post: Uint8Array): string;
}
