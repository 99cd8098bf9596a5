import type { CheckedPart, CountCheck } from '../../platform/count-check.ts';
import type { DeadLetter } from '../../platform/events/dead-letter.ts';
import type { LetterKeys, LetterPage } from '../../platform/events/dead-letters.ts';

export type { LetterKeys } from '../../platform/events/dead-letters.ts';
export type {
  Operation,
  OperationPage,
  OperationState,
  OperationStore,
} from '../../platform/operations/port.ts';
export type { OperationWork } from '../../platform/operations/runner.ts';

export type { Users } from '../product/users.ts';

/** One figure of a process, by its Prometheus name and labels. */
export interface Figure {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A process of the network with its figures. Times are milliseconds since 1970. */
export interface ProcessFigures {
  readonly instance: string;
  readonly services: readonly string[];
  readonly version: string;
  readonly startedMs: number;
  readonly serving: boolean;
  readonly figures: readonly Figure[];
  readonly sampledMs: number;
}

/** The lag of a consumer group in one partition. */
export interface Lag {
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly events: number;
  /** The time of the oldest waiting event, in milliseconds since 1970; undefined without any. */
  readonly oldestTimeMs: number | undefined;
}

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** The processes that run the network. */
export interface Processes {
  /**
   * @param service only processes that host it; all if empty
   * @param namePrefixes only figures whose names begin with one of them; all if empty
   */
  figures(
    service: string,
    namePrefixes: readonly string[],
  ): Promise<{ readonly processes: ProcessFigures[]; readonly missingInstances: string[] }>;
  /**
   * Sets the log level for a time; afterwards the configured level applies again. Returns the instances that did so, without
   * those that did not answer; empty if none matches.
   */
  setLogLevel(which: {
    readonly level: Level;
    readonly service: string;
    readonly instance: string;
    readonly forMs: number;
  }): Promise<string[]>;
}

/** The consumers of the event log. */
export interface Consumers {
  /** Of every group, in any order, including groups without a running member. */
  lags(): Promise<Lag[]>;
}

/** Events that a consumer gave up on. platform/events/dead-letters.ts has the full contract. */
export interface Letters {
  list(page: LetterPage): Promise<DeadLetter[]>;
  count(keys: LetterKeys): Promise<number>;
  exists(id: string): Promise<boolean>;
  retry(id: string, signal: AbortSignal): Promise<'taken' | DeadLetter | undefined>;
  discard(id: string): Promise<boolean>;
}

export type IndexName = 'posts' | 'people';

/** The indexes of the search service. Its errors are passed on. */
export interface SearchIndexes {
  /**
   * Does the next part of building an index again, from the cursor of the part before (empty for the first). May be repeated.
   * Returns an empty cursor after the last part, and how many documents are expected after a part that began the new index: the
   * first one, and one that found it lost.
   * @throws DomainError CONFLICT after a rebuild with a greater id was begun
   */
  reindexBatch(part: {
    readonly index: IndexName;
    readonly rebuildId: string;
    readonly cursor: string;
  }): Promise<{ readonly nextCursor: string; readonly indexed: number; readonly expected?: number }>;
}

export type CountedSubject = 'posts' | 'people';

/** Kept counts, in the services that keep them. Their errors are passed on. */
export interface CountChecks {
  /** Compares the counts of a part with their rows. May be repeated. */
  verify(subject: CountedSubject, part: CheckedPart): Promise<CountCheck>;
}

/** The stored rings of home timelines. */
export interface Rings {
  /** Builds a reader's ring again. Returns the number of its entries. */
  rebuild(userId: string): Promise<number>;
}
