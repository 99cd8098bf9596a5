/** What a look has found. */
export interface Look<Point, Entry, Notice> {
  /** What has come, as one message; clients insert by id. */
  readonly entries: readonly Entry[];
  /** What else is to be said, a message each; at most `maxAboveFloor`. */
  readonly notices: readonly Notice[];
  /** Where a reader goes on who has read all of it. */
  readonly point: Point;
  /** Where a reader goes on who has read the entries and not the last notice: the notices come again. */
  readonly held: Point;
  /** There is more to send at once. */
  readonly more: boolean;
}

/**
 * One reader's live view of what a stream sends. It holds the reader's place and neither a page nor a history, so a reader
 * who does not read costs no memory. Hints may be lost: a look finds everything without them, at the latest a heartbeat after
 * it came. A look without a hint is the usual one; a source makes it cheap by comparing versions of what it reads.
 */
export interface LiveSource<Point, Entry, Notice> {
  /** What has come since the last look, also while hints were lost. @throws DomainError RESUME_TOKEN_TOO_OLD */
  look(): Promise<Look<Point, Entry, Notice>>;
  /**
   * Whether every notice since then is still known. Asked once, after the first look of a resumed stream. Absent where no
   * notice is ever forgotten.
   */
  remembersSince?(point: Point): boolean;
  /** No hints from now on. */
  close(): void;
}

/**
 * Opens a view where a reader left off; undefined starts now.
 *
 * @param wake is to be called when something may have come
 */
export type OpenSource<Point, Entry, Notice> = (
  from: Point | undefined,
  wake: () => void,
) => LiveSource<Point, Entry, Notice>;
