/** How the row of one fold changed. */
export interface FoldChange {
  readonly fold: string;
  /** The row's id before, if the change ended it; else empty. */
  readonly replaced: string;
}

/** A change of a reader's notifications, as streams read it. */
export interface Change {
  readonly id: string;
  readonly folds: readonly FoldChange[];
  /** The new read mark; empty if it did not change. */
  readonly mark: string;
}
