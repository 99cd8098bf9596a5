import { Worker } from 'node:worker_threads';
import type { CheckpointAnswer } from './checkpoint-thread.ts';

/**
 * Copies a log into its file, with fsync, as far as no snapshot needs the old pages (SQLite's PASSIVE checkpoint). The
 * calling thread does other work meanwhile. Fails with SQLite's error; resolves without a checkpoint if the file cannot be
 * opened once more, or if there is no thread.
 */
export type Checkpoint = (file: string) => Promise<void>;

/** The thread only passes messages and calls SQLite: it needs a small heap and no loader of this process. */
const small = { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 } };

/** One thread for all databases of the process, started by the first checkpoint. */
export const checkpointInWorker: Checkpoint = checkpointWorker(
  () => new Worker(new URL('checkpoint-thread.ts', import.meta.url), small),
);

export function checkpointWorker(start: () => Worker): Checkpoint {
  let worker: Worker | undefined;
  /** The thread answers in the order of the requests. */
  const asked: PromiseWithResolvers<void>[] = [];

  const started = (): Worker => {
    const thread = start();
    const ended = () => {
      if (worker !== thread) return;
      worker = undefined;
      for (const { resolve } of asked.splice(0)) resolve();
    };
    thread.on('error', ended);
    thread.on('exit', ended);
    thread.on('message', ({ failure }: CheckpointAnswer) => {
      const { resolve, reject } = asked.shift()!;
      if (failure === undefined) resolve();
      else reject(Object.assign(new Error(failure.message), failure));
      if (asked.length === 0) thread.unref();
    });
    return thread;
  };

  return (file) => {
    const answered = Promise.withResolvers<void>();
    try {
      worker ??= started();
      asked.push(answered);
      worker.ref();
      worker.postMessage(file);
    } catch {
      answered.resolve();
    }
    return answered.promise;
  };
}
