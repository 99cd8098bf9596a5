import { background } from '../background.ts';
import { pause, type TimedClock } from '../clock.ts';
import { type Backoff, backoffMs } from '../events/backoff.ts';
import type { Operation, OperationStore, Progress } from './port.ts';

/** What an operation of one kind does, in batches. */
export interface OperationWork {
  /**
   * Does the batch that begins at the cursor, and answers where the operation is after it. A batch of seconds, not minutes: a
   * stop waits for it. It may be done again after a crash, so it must bear that. The signal aborts when the process ends; what
   * it rejects with then is not a failure.
   */
  batch(operation: Operation, signal: AbortSignal): Promise<Progress>;
}

export interface OperationRunnerOptions {
  readonly store: OperationStore;
  /** By kind; operations of other kinds wait for a process that knows them. */
  readonly works: Readonly<Record<string, OperationWork>>;
  readonly clock: TimedClock;
  /** Whether a batch is tried again after a while; any other error ends the operation as failed. */
  readonly isTransient: (error: unknown) => boolean;
  readonly onError: (error: unknown, operationId?: string) => void;
  /** How soon it finds what other processes started or resumed, in milliseconds. Default 500. */
  readonly pollEveryMs?: number;
}

const retries: Backoff = { firstMs: 200, factor: 2, maxMs: 10_000 };

/**
 * Does the operations of a store, each in its own course of batches. Its caller sees to it that one process at a time has one:
 * `singleOwner`. A runner that lost the lease and does not know it yet can finish a batch, whose progress the store refuses.
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
