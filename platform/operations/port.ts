export type OperationState = 'running' | 'stopped' | 'succeeded' | 'failed';

/** A long work, as it is kept. Times are milliseconds since 1970. */
export interface Operation {
  /** A later operation has a greater id; a snowflake. */
  readonly id: string;
  /** Names the work that does it. */
  readonly kind: string;
  /** What to do, in a form that the work chose; equal inputs are the same work. */
  readonly input: string;
  readonly state: OperationState;
  /** Counts who took it: progress of an earlier owner is refused. */
  readonly run: number;
  /** Where the next batch begins, in a form that the work chose; empty before the first. */
  readonly cursor: string;
  /** What it has found so far, in a form that the work chose; empty before the first batch. */
  readonly result: string;
  readonly done: number;
  /** 0 for not known. */
  readonly total: number;
  readonly operatorId: string;
  readonly startedMs: number;
  /** When it last got further. */
  readonly updatedMs: number;
  /** Undefined unless it succeeded or failed. */
  readonly endedMs: number | undefined;
  /** Why it failed; empty unless it did. */
  readonly error: string;
}

export type NewOperation = Pick<Operation, 'id' | 'kind' | 'input' | 'operatorId'>;

/** Where an operation is after a batch. */
export type Progress = Pick<Operation, 'cursor' | 'result' | 'done' | 'total'> & {
  /** There is no further batch. */
  readonly ended: boolean;
};

export interface OperationPage {
  /** Empty for all. */
  readonly kind?: string;
  readonly state?: OperationState | undefined;
  /** Behind this id. */
  readonly beforeId?: string | undefined;
  readonly limit: number;
}

/** Operations, shared by every process that may do them. Durable when a promise resolves. */
export interface OperationStore {
  /**
   * Adds a running one; where one of its kind and input runs already, that one is the answer, and where its id is there
   * already, it is. Of starts at the same time exactly one adds.
   */
  start(operation: NewOperation): Promise<Operation>;
  get(id: string): Promise<Operation | undefined>;
  /** The one started last first. */
  list(page: OperationPage): Promise<Operation[]>;
  /** Makes the caller the owner of a running one, with a `run` of its own; undefined where none runs. */
  take(id: string): Promise<Operation | undefined>;
  /**
   * Keeps the progress of a batch, also of one that was stopped meanwhile; at the end the operation has succeeded. Answers the
   * state then; undefined, and nothing changes, where another owner took it.
   */
  save(id: string, run: number, progress: Progress): Promise<OperationState | undefined>;
  /** Ends it as failed, with its progress; nothing where another owner took it or it ended. */
  fail(id: string, run: number, error: string): Promise<void>;
  /** A running one is stopped; any other stays. Undefined where there is none. */
  stop(id: string): Promise<Operation | undefined>;
  /**
   * One that is stopped or failed runs again; any other stays. Undefined where there is none.
   * @throws DomainError CONFLICT where another of its kind and input runs
   */
  resume(id: string): Promise<Operation | undefined>;
}
