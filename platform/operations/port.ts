export type OperationState = 'running' | 'stopped' | 'succeeded' | 'failed';

/** A stored long-running operation. Times are milliseconds since 1970. */
export interface Operation {
  /** A snowflake: a later operation has a greater id. */
  readonly id: string;
  /** The kind of work. */
  readonly kind: string;
  /** The input, in the work's own format; equal inputs are the same work. */
  readonly input: string;
  readonly state: OperationState;
  /** Counts its owners: progress saved by an earlier owner is refused. */
  readonly run: number;
  /** The start of the next batch, in the work's own format; empty before the first. */
  readonly cursor: string;
  /** The result so far, in the work's own format; empty before the first batch. */
  readonly result: string;
  readonly done: number;
  /** 0 if unknown. */
  readonly total: number;
  readonly operatorId: string;
  readonly startedMs: number;
  /** The time of the last progress. */
  readonly updatedMs: number;
  /** Undefined unless it succeeded or failed. */
  readonly endedMs: number | undefined;
  /** Why it failed; empty otherwise. */
  readonly error: string;
}

export type NewOperation = Pick<Operation, 'id' | 'kind' | 'input' | 'operatorId'>;

/** The state of an operation after a batch. */
export type Progress = Pick<Operation, 'cursor' | 'result' | 'done' | 'total'> & {
  /** This was the last batch. */
  readonly ended: boolean;
};

export interface OperationPage {
  /** Empty for all. */
  readonly kind?: string;
  readonly state?: OperationState | undefined;
  /** Only operations before this id. */
  readonly beforeId?: string | undefined;
  readonly limit: number;
}

/** Operations that several processes share. Changes are durable when a promise resolves. */
export interface OperationStore {
  /**
   * Adds a running operation. An operation of the same kind and input that already runs, or the one with the same id,
   * is returned instead. Of concurrent calls exactly one adds.
   */
  start(operation: NewOperation): Promise<Operation>;
  get(id: string): Promise<Operation | undefined>;
  /** Newest first. */
  list(page: OperationPage): Promise<Operation[]>;
  /** Makes the caller the owner of a running operation, with its own `run`; undefined when it does not run. */
  take(id: string): Promise<Operation | undefined>;
  /**
   * Saves the progress of a batch, even if the operation was stopped meanwhile; after the last batch the operation has
   * succeeded. Gives the new state; undefined, without a change, when another owner has taken it.
   */
  save(id: string, run: number, progress: Progress): Promise<OperationState | undefined>;
  /** Ends it as failed, with its progress; does nothing when another owner has taken it or it has ended. */
  fail(id: string, run: number, error: string): Promise<void>;
  /** Stops a running operation; others are unchanged. Undefined for an unknown id. */
  stop(id: string): Promise<Operation | undefined>;
  /**
   * Resumes a stopped or failed operation; others are unchanged. Undefined for an unknown id.
   * @throws DomainError CONFLICT when another one of its kind and input runs
   */
  resume(id: string): Promise<Operation | undefined>;
}
