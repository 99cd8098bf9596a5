import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import { type Backoff, backoffMs } from '../events/backoff.ts';
import type { Operation, OperationStore, Progress } from './port.ts';

/** The work of one kind of operation, in batches. */
export interface OperationWork {
  /**
   * Performs the batch at the cursor and gives the new state. A batch takes seconds, not minutes, because a stop waits
   * for it. It must be repeatable, because it may run again after a crash. The signal aborts when the process ends; a
   * rejection then is not a failure.
   */
  batch(operation: Operation, signal: AbortSignal): Promise<Progress>;
}

export interface OperationRunnerOptions {
  readonly store: OperationStore;
  /** By kind; operations of other kinds wait for another process. */
  readonly works: Readonly<Record<string, OperationWork>>;
  readonly clock: TimedClock;
  /** Whether a failed batch is retried later; any other error ends the operation as failed. */
  readonly isTransient: (error: unknown) => boolean;
  readonly onError: (error: unknown, operationId?: string) => void;
  /** How often it looks for operations started or resumed by other processes, in milliseconds. Default 500. */
  readonly pollEveryMs?: number;
}

const retries: Backoff = { firstMs: 200, factor: 2, maxMs: 10_000 };

/**
 * Runs the operations of a store, concurrently. The caller ensures that only one process has a runner: `singleOwner`. A
 * runner that lost the lease without noticing may finish a batch; the store refuses its progress.
 */
export function runOperations(options: OperationRunnerOptions): { stop(): Promise<void> } {
  const { store, works, clock, isTransient, onError, pollEveryMs = 500 } = options;
  const own = background();
  const ending = new AbortController();
  const { signal } = ending;
  const inFlight = new Map<string, Promise<void>>();

  const run = async (id: string): Promise<void> => {
    const taken = await store.take(id);
    if (taken === undefined) return;
    let operation = taken;
    let finished: Progress | undefined;
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (failures > 0 && (await store.get(id))?.state !== 'running' && finished === undefined) return;
        finished ??= await works[operation.kind]!.batch(operation, signal);
        if ((await store.save(id, operation.run, finished)) !== 'running') return;
        operation = { ...operation, ...finished };
        finished = undefined;
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        onError(error, id);
        if (!isTransient(error)) return store.fail(id, operation.run, messageOf(error));
        failures += 1;
        await pause(clock, backoffMs(retries, failures), signal);
      }
    }
  };

  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        for (const { id, kind } of await store.list({ state: 'running', limit: 100 })) {
          if (inFlight.has(id) || !Object.hasOwn(works, kind) || signal.aborted) continue;
          const course = run(id).catch((error) => onError(error, id));
          inFlight.set(
            id,
            course.finally(() => inFlight.delete(id)),
          );
        }
      } catch (error) {
        onError(error);
      }
      await pause(clock, pollEveryMs, signal);
    }
    await Promise.all(inFlight.values());
  };
  const running = own(poll);
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
