/** The result of a look. */
export interface Look<Point, Entry, Notice> {
  /** New entries, as one message; clients insert by id. */
  readonly entries: readonly Entry[];
  /** Notices, a message each; at most `maxAboveFloor`. */
  readonly notices: readonly Notice[];
  /** The resume point of a reader who has read everything. */
  readonly point: Point;
  /** The resume point of a reader who has read the entries but not the last notice: the notices are sent again. */
  readonly held: Point;
  /** There are more entries to send now. */
  readonly more: boolean;
}

/**
 * One reader's live view of a list. It holds a position, but no page and no history, so a slow reader costs no memory.
 * Hints may be lost: without one, a look finds a change at the latest a heartbeat after it. Most heartbeats
 * have no hint; a source makes them cheap with `unchanged`.
 */
export interface LiveSource<Point, Entry, Notice> {
  /**
   * Changes since the last look, including those with lost hints.
   * @throws DomainError RESUME_TOKEN_TOO_OLD
   */
  look(): Promise<Look<Point, Entry, Notice>>;
  /**
   * Compares versions of everything that a look reads. Called at a heartbeat without a hint. Returns the resume point when
   * a look would find nothing, and undefined when it might find something: the stream then looks. It never returns a
   * point because of a hint that did not come. Absent: each heartbeat looks.
   */
  unchanged?(): Promise<Point | undefined>;
  /**
   * Whether every notice since then is still known. Called once, after the first look of a resumed stream. Absent where
   * notices are never dropped.
   */
  remembersSince?(point: Point): boolean;
  /** Stops the hints. */
  close(): void;
}

/**
 * Opens a view at a resume point; undefined starts now.
 *
 * @param wake must be called when something may have changed
 */
export type OpenSource<Point, Entry, Notice> = (
  from: Point | undefined,
  wake: () => void,
) => LiveSource<Point, Entry, Notice>;
