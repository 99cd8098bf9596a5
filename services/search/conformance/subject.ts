import type { Test } from 'tap';

/** An empty index for a test, closed by the test's teardown. */
export interface Subject<Index> {
  readonly index: Index;
  /** Resolves when everything that was changed before is found. */
  settled(): Promise<void>;
}

export type MakeSubject<Index> = (t: Test) => Promise<Subject<Index>>;
