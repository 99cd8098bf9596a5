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

/** One number that a process measures, by its Prometheus name and labels. */
export interface Figure {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A process of the network and what it measures. Times are milliseconds since 1970. */
export interface ProcessFigures {
  readonly instance: string;
  readonly services: readonly string[];
  readonly version: string;
  readonly startedMs: number;
  readonly serving: boolean;
  readonly figures: readonly Figure[];
  readonly sampledMs: number;
}

/** How far a consumer group is behind in one partition. */
export interface Lag {
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly events: number;
  /** When the oldest of them happened, in milliseconds since 1970; undefined without any. */
  readonly oldestTimeMs: number | undefined;
}

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** The processes that run the network. */
export interface Processes {
  /**
   * @param service those that host it; all when empty
   * @param namePrefixes which figures, by the beginnings of their names; all when empty
   */
  figures(
    service: string,
    namePrefixes: readonly string[],
  ): Promise<{ readonly processes: ProcessFigures[]; readonly missingInstances: string[] }>;
  /**
   * For so long; then the configured level holds again. Answers to the instances that do so: none when none is meant,
   * not those that did not answer.
   */
  setLogLevel(which: {
    readonly level: Level;
    readonly service: string;
    readonly instance: string;
    readonly forMs: number;
  }): Promise<string[]>;
}

/** Who reads the event log. */
export interface Consumers {
  /** Of every group, in any order; also of those of which no member runs. */
  lags(): Promise<Lag[]>;
}

/** Events that consumers gave up on; platform/events/dead-letters.ts has the rest of the contract. */
export interface Letters {
  list(page: LetterPage): Promise<DeadLetter[]>;
  count(keys: LetterKeys): Promise<number>;
  retry(id: string, signal: AbortSignal): Promise<'taken' | DeadLetter | undefined>;
  discard(id: string): Promise<boolean>;
}

/** What is kept of home timelines. */
export interface Rings {
  /** Builds a reader's anew; answers to how many entries it has. */
  rebuild(userId: string): Promise<number>;
}
